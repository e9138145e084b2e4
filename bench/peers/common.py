"""What all peers share: the clock of the stages, the columns of the file, the regression, the report."""

import contextlib
import importlib.metadata
import json
import platform
import resource
import sys
import time

import pandas
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

LABEL = "bad"
KEY = "company_id"


class Bench:
    """Measures one peer stage by stage and prints one JSON object at the end."""

    def __init__(self, peer, packages):
        self.peer = peer
        self.packages = packages
        self.stages = {}

    @contextlib.contextmanager
    def stage(self, name):
        """Times a block; a line on stderr tells the driver that it ended, should the next one be cut off."""
        started = time.perf_counter()
        with contextlib.redirect_stdout(sys.stderr):
            yield
        self.stages[name] = time.perf_counter() - started
        print(f"stage {name} {self.stages[name]:.3f}", file=sys.stderr, flush=True)

    def report(self, auc):
        """Prints what was measured as the only line on stdout."""
        found = {
            "peer": self.peer,
            "versions": versions(self.packages),
            "stages": self.stages,
            "peakMb": peak_mb(),
            "auc": auc,
        }
        print(json.dumps(found))


def versions(packages):
    """The version of Python and of each package."""
    found = {name: importlib.metadata.version(name) for name in packages}
    return {"python": platform.python_version(), **found}


def peak_mb():
    """Peak resident MB of this process or of its largest child, whichever is more."""
    who = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    kilobytes = max(resource.getrusage(each).ru_maxrss for each in who)
    return kilobytes / (1024 * 1024 if sys.platform == "darwin" else 1024)


def csv_path():
    """The path of the CSV: the first argument."""
    if len(sys.argv) < 2:
        sys.exit(f"usage: python {sys.argv[0]} companies.csv")
    return sys.argv[1]


def read_table(path):
    """The file as (features, label): a frame of numbers with NaN where a cell is empty, and a series of 0 and 1."""
    table = pandas.read_csv(path)
    return table.drop(columns=[KEY, LABEL]), table[LABEL]


def regression():
    """A logistic regression without a penalty, by lbfgs."""
    return LogisticRegression(**NO_PENALTY)


NO_PENALTY = {"C": float("inf"), "solver": "lbfgs", "max_iter": 1000}


def auc_of(label, bad_probability):
    """The area under the ROC curve on the rows that were trained on."""
    return float(roc_auc_score(label, bad_probability))
