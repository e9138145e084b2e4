"""scorecardpy: tree bins, WOE columns, logistic regression, points; all at the package's own settings."""

import scorecardpy as sc
from common import LABEL, Bench, auc_of, csv_path, read_table, regression


def with_label(rows, label):
    """One frame of features and label, which is what this package takes."""
    return rows.assign(**{LABEL: label})


def find_bins(rows, label):
    """The bins of every feature; one process, since more are not started on two cores."""
    return sc.woebin(with_label(rows, label), y=LABEL)


def woe_columns(rows, bins):
    """Every feature with the WOE of its bin in place of its value."""
    return sc.woebin_ply(rows, bins)


def points(rows, bins, model, columns):
    """The points of every row under the card that the bins and the model make."""
    card = sc.scorecard(bins, model, columns)
    return sc.scorecard_ply(rows, card)


def main():
    """Measures the stages."""
    bench = Bench("scorecardpy", ["scorecardpy", "pandas", "scikit-learn", "numpy"])
    with bench.stage("read"):
        rows, label = read_table(csv_path())
    with bench.stage("bin"):
        bins = find_bins(rows, label)
    with bench.stage("apply"):
        woe = woe_columns(rows, bins)
    with bench.stage("fit"):
        model = regression().fit(woe, label)
    with bench.stage("score"):
        points(rows, bins, model, woe.columns)
    bench.report(auc_of(label, model.predict_proba(woe)[:, 1]))


main()
