"""Times Python's lifetimes on a table of x,t_x,T,monetary (weeks): fits, predictions, 12-month CLV. Prints JSON."""

import json
import sys
import time
import warnings

import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter, ModifiedBetaGeoFitter, ParetoNBDFitter

warnings.filterwarnings("ignore")
data = pd.read_csv(sys.argv[1])
repeats = int(sys.argv[2])
x, last, age, value = data["x"], data["t_x"], data["T"], data["monetary"]
has_value = (x > 0) & (value > 0)
times = {"bgNbd": [], "mbgNbd": [], "paretoNbd": [], "gammaGamma": [], "predict": [], "clv": [], "total": []}
for _ in range(repeats):
    start = time.perf_counter()
    orders = BetaGeoFitter()
    orders.fit(x, last, age)
    fitted = time.perf_counter()
    spend = GammaGammaFitter()
    spend.fit(x[has_value], value[has_value])
    spent = time.perf_counter()
    orders.conditional_expected_number_of_purchases_up_to_time(52.17857142857143, x, last, age)
    predicted = time.perf_counter()
    spend.customer_lifetime_value(
        orders, x, last, age, value, time=12, freq="W", discount_rate=0.01
    )
    done = time.perf_counter()
    times["bgNbd"].append(fitted - start)
    times["gammaGamma"].append(spent - fitted)
    times["predict"].append(predicted - spent)
    times["clv"].append(done - predicted)
    times["total"].append(done - start)
    start = time.perf_counter()
    ModifiedBetaGeoFitter().fit(x, last, age)
    times["mbgNbd"].append(time.perf_counter() - start)
    # A fit of 20,000 customers takes seconds, one of 200,000 minutes.
    if len(data) <= 50_000:
        start = time.perf_counter()
        ParetoNBDFitter().fit(x, last, age)
        times["paretoNbd"].append(time.perf_counter() - start)
print(
    json.dumps(
        {key: sorted(values)[len(values) // 2] for key, values in times.items() if values}
    )
)
