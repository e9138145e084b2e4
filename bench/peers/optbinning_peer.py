"""optbinning: optimal bins of every feature, WOE columns, logistic regression; bins at the package's own settings."""

from common import Bench, auc_of, csv_path, read_table, regression
from optbinning import BinningProcess

# Missing values get the WOE that was counted for them; the package's own setting gives them 0.
WOE = {"metric": "woe", "metric_missing": "empirical"}


def find_bins(rows, label):
    """The optimal bins of every feature, each by a constraint solver."""
    return BinningProcess(variable_names=list(rows.columns)).fit(rows, label.to_numpy())


def woe_columns(rows, process):
    """Every feature with the WOE of its bin in place of its value."""
    return process.transform(rows, **WOE)


def probabilities(rows, process, model):
    """The probability of bad of every row, from its raw values."""
    return model.predict_proba(woe_columns(rows, process))[:, 1]


def main():
    """Measures the stages."""
    bench = Bench("optbinning", ["optbinning", "ortools", "pandas", "scikit-learn", "numpy"])
    with bench.stage("read"):
        rows, label = read_table(csv_path())
    with bench.stage("bin"):
        process = find_bins(rows, label)
    with bench.stage("apply"):
        woe = woe_columns(rows, process)
    with bench.stage("fit"):
        model = regression().fit(woe, label)
    with bench.stage("score"):
        bad_probability = probabilities(rows, process, model)
    bench.report(auc_of(label, bad_probability))


main()
