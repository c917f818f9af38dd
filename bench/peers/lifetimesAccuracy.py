"""Predicts with Python's lifetimes: reads x,t_x,T,monetary (weeks), prints JSON of orders and spend over a time."""

import json
import sys
import warnings

import pandas as pd
from lifetimes import BetaGeoFitter, GammaGammaFitter

warnings.filterwarnings("ignore")
data = pd.read_csv(sys.argv[1])
weeks = float(sys.argv[2])
x, last, age, value = data["x"], data["t_x"], data["T"], data["monetary"]
has_value = (x > 0) & (value > 0)
try:
    model = BetaGeoFitter()
    model.fit(x, last, age)
    orders = model.conditional_expected_number_of_purchases_up_to_time(weeks, x, last, age)
    spend = None
    try:
        values = GammaGammaFitter()
        values.fit(x[has_value], value[has_value])
        spend = (orders * values.conditional_expected_average_profit(x, value)).tolist()
    except Exception:
        pass
    result = {"orders": orders.tolist(), "spend": spend}
except Exception as error:
    result = {"failed": str(error)}
print(json.dumps(result))
