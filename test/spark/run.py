"""Runs SQL on a local Spark: tasks in JSON, answers in JSON; long results go to Parquet.

usage: run.py tasks.json answers.json
A task has statements, and queries: rows come back, or are written to `save`. A statement may be `CACHE`d by Spark's own words.
"""
import datetime
import json
import sys
import time

from pyspark.sql import SparkSession


def plain(value):
    if isinstance(value, (datetime.date, datetime.datetime)):
        return value.isoformat()
    return value if value is None or isinstance(value, (int, float, str, bool)) else str(value)


def answer(spark, task):
    started = time.time()
    for statement in task["statements"]:
        spark.sql(statement)
    found = {}
    for query in task["queries"]:
        result = spark.sql(query["sql"])
        if "save" in query:
            result.write.mode("overwrite").parquet(query["save"])
        else:
            found[query["name"]] = [[plain(value) for value in row] for row in result.collect()]
    return {"name": task["name"], "found": found, "seconds": time.time() - started}


def main(tasks_path, answers_path):
    with open(tasks_path, encoding="utf-8") as file:
        given = json.load(file)
    builder = SparkSession.builder.master("local[*]").appName("dipper")
    for name, value in given["settings"].items():
        builder = builder.config(name, value)
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    answers = {"version": spark.version, "tasks": [answer(spark, task) for task in given["tasks"]]}
    spark.stop()
    with open(answers_path, "w", encoding="utf-8") as file:
        json.dump(answers, file, ensure_ascii=False)


main(*sys.argv[1:3])
