"""Predicts orders and spend by gradient-boosted trees (scikit-learn): what is to be had from the features at all.

    python gradientBoosting.py TRAIN.csv TEST.csv

Both files hold one customer a row; TRAIN also `orders` and `spend`, what happened after its dates. Prints JSON.
"""

import json
import sys

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier, HistGradientBoostingRegressor

train, test = pd.read_csv(sys.argv[1]), pd.read_csv(sys.argv[2])
features = list(test.columns)
settings = {
    "learning_rate": 0.05,
    "max_iter": 150,
    "max_leaf_nodes": 12,
    "min_samples_leaf": 40,
    "l2_regularization": 1.0,
    "random_state": 0,
}


def regression(target: str) -> list[float]:
    if train[target].sum() <= 0:
        return [0.0] * len(test)
    model = HistGradientBoostingRegressor(loss="poisson", **settings)
    return model.fit(train[features], train[target].clip(lower=0)).predict(test).tolist()


has_ordered = train["orders"] > 0
if has_ordered.nunique() == 2:
    model = HistGradientBoostingClassifier(**settings).fit(train[features], has_ordered)
    likelihood = model.predict_proba(test)[:, 1].tolist()
else:
    likelihood = [0.0] * len(test)
print(
    json.dumps(
        {"orders": regression("orders"), "spend": regression("spend"), "likelihood": likelihood}
    )
)
