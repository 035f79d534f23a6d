"""What somebody who knows pandas would write: the marks from a CSV, their means, the totals, the ranks.

Started by the interpreter named in COMMISSION_BENCH_PANDAS_PYTHON; it imports nothing of ours.
"""

import sys

import pandas

marks = pandas.read_csv(sys.argv[1], dtype={"member": str, "dossier": str, "code": str})
marks = marks.drop_duplicates(["member", "dossier", "code"], keep="last")
means = marks.pivot_table(index="dossier", columns="code", values="value", aggfunc="mean")
result = means.T.groupby(means.columns.str[0]).sum().T
result["total"] = result.sum(axis=1)
result["rank"] = result["total"].rank(method="min", ascending=False).astype(int)
print(result.sort_values(["rank", "total"]).to_csv())
