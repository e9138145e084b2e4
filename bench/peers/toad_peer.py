"""toad: bins by a tree (`dt`) or by chi-squared merging (`chi`), WOE columns, logistic regression, points."""

import sys

from common import NO_PENALTY, Bench, auc_of, csv_path, read_table
from toad import ScoreCard
from toad.transform import Combiner, WOETransformer

# Least share of the rows in a bin, as in the package's own tutorial.
MIN_SHARE = 0.05


def find_bins(rows, label, method):
    """The bins of every feature; missing values have one of their own."""
    options = {"method": method, "min_samples": MIN_SHARE, "empty_separate": True}
    return Combiner().fit(rows, label, **options)


def woe_columns(rows, label, combiner):
    """The WOE of each bin, and every feature with it in place of its value."""
    transformer = WOETransformer()
    return transformer, transformer.fit_transform(combiner.transform(rows), label)


def fit_card(woe, label, combiner, transformer):
    """A card whose regression has no penalty."""
    return ScoreCard(combiner=combiner, transer=transformer, **NO_PENALTY).fit(woe, label)


def main():
    """Measures the stages."""
    method = sys.argv[2]
    bench = Bench("toad", ["toad", "pandas", "scikit-learn", "numpy"])
    with bench.stage("read"):
        rows, label = read_table(csv_path())
    with bench.stage("bin"):
        combiner = find_bins(rows, label, method)
    with bench.stage("apply"):
        transformer, woe = woe_columns(rows, label, combiner)
    with bench.stage("fit"):
        card = fit_card(woe, label, combiner, transformer)
    with bench.stage("score"):
        card.predict(rows)
    bench.report(auc_of(label, card.model.predict_proba(woe)[:, 1]))


main()
