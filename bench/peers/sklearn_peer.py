"""pandas and scikit-learn: twenty quantile bins, WOE by hand, logistic regression. No bins are put together."""

import numpy as np
import pandas as pd
from common import Bench, auc_of, csv_path, read_table, regression

BINS = 20
QUANTILES = np.linspace(0, 1, BINS + 1)[1:-1]
# Added to every count, so that a bin without goods or without bads has a WOE.
HALF = 0.5


def cut(values, edges):
    """The bin of every value; missing values have the last one."""
    codes = np.searchsorted(edges, values, side="right")
    codes[np.isnan(values)] = len(edges) + 1
    return codes


def find_bins(column, label):
    """The edges of one feature and the WOE of each bin."""
    values = column.to_numpy()
    edges = np.unique(column.quantile(QUANTILES))
    counts = label.groupby(cut(values, edges)).agg(["sum", "count"])
    counts = counts.reindex(range(len(edges) + 2), fill_value=0)
    bads = counts["sum"] + HALF
    goods = counts["count"] - counts["sum"] + HALF
    return edges, np.log((goods / goods.sum()) / (bads / bads.sum())).to_numpy()


def woe_columns(rows, bins):
    """Every feature with the WOE of its bin in place of its value."""
    columns = {name: woe[cut(rows[name].to_numpy(), edges)] for name, (edges, woe) in bins.items()}
    return pd.DataFrame(columns)


def main():
    """Measures the stages."""
    bench = Bench("pandas+scikit-learn", ["pandas", "scikit-learn", "numpy"])
    with bench.stage("read"):
        rows, label = read_table(csv_path())
    with bench.stage("bin"):
        bins = {name: find_bins(rows[name], label) for name in rows}
    with bench.stage("apply"):
        woe = woe_columns(rows, bins)
    with bench.stage("fit"):
        model = regression().fit(woe, label)
    with bench.stage("score"):
        bad_probability = model.predict_proba(woe_columns(rows, bins))[:, 1]
    bench.report(auc_of(label, bad_probability))


main()
