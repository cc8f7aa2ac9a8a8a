#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""How many answers the strategies need on footage whose truth is known.

Every folder of BENCH with a labels.csv is a task. Each becomes a project (made and ingested once,
kept in WORK), is simulated with each strategy and seed, and the results go to stdout as JSON:

  accuracy, macro_recall, min_class_recall   after BUDGET answers
  error_at_40                                1 - accuracy after 40 answers
  until_99          teaching answers until accuracy is 0.99 or more for five answers on end
  until_99_recall   the same, and every class has a recall of 0.9 or more

Teaching answers are answers without checks. `null` means: not within BUDGET answers; for means
it counts as BUDGET + 1, and `n_missed` says how often, so that a mean is then only a lower bound.
"""
import argparse
import concurrent.futures
import csv
import io
import json
import pathlib
import statistics
import subprocess
import sys

FOR_ANSWERS = 5
TARGET_ACCURACY = 0.99
TARGET_RECALL = 0.9
SOURCES = {'.mp4', '.mkv', '.webm', '.avi', '.mov', '.ts'}


def run(ctl, *words):
    done = subprocess.run([str(ctl), *map(str, words)], capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, words))}: {done.stderr.strip()}")
    return done.stdout


def class_names(truth):
    with open(truth, newline='', encoding='utf-8') as file:
        return sorted({row['label'] for row in csv.DictReader(file)} - {'?', ''})


def make_project(ctl, task, work, extractor):
    project = work / f'{task.name}.frameline'
    if not project.exists():
        classes = [word for name in class_names(task / 'labels.csv') for word in ('--class', name)]
        sources = sorted(path for path in task.iterdir() if path.suffix in SOURCES)
        run(ctl, 'new', project, *classes)
        run(ctl, 'add', project, '--every-frame', '--', *sources)
    run(ctl, 'ingest', project, *(['--extractor', extractor] if extractor else []))
    return project


def simulate(ctl, project, truth, strategy, seed, budget):
    text = run(ctl, 'simulate', project, '--truth', truth, '--strategy', strategy,
               '--budget', budget, '--seed', seed)
    return [{key: value if key == 'strategy' else float(value) for key, value in row.items()}
            for row in csv.DictReader(io.StringIO(text))]


def first_lasting(rows, is_reached):
    """Teaching answers at the first of FOR_ANSWERS rows on end that are good; None without."""
    n = 0
    for i, row in enumerate(rows):
        n = n + 1 if is_reached(row) else 0
        if n == FOR_ANSWERS:
            first = rows[i + 1 - FOR_ANSWERS]
            return int(first['answers'] - first['checks'])
    return None


def describe(rows, budget):
    end = rows[min(budget, len(rows)) - 1]
    return {
        'accuracy': end['accuracy'],
        'macro_recall': end['macro_recall'],
        'min_class_recall': end['min_class_recall'],
        'error_at': {str(n): round(1 - rows[min(n, len(rows)) - 1]['accuracy'], 6)
                     for n in (20, 30, 40, 60)},
        'until_99': first_lasting(rows, lambda row: row['accuracy'] >= TARGET_ACCURACY),
        'until_99_recall': first_lasting(rows, lambda row: row['accuracy'] >= TARGET_ACCURACY and
                                         row['min_class_recall'] >= TARGET_RECALL),
        'auto_labels': int(end['auto_labels']),
        'auto_errors': int(end['auto_errors']),
        'retrain_ms_median': statistics.median(row['retrain_ms'] for row in rows),
    }


def median_until(runs, key, budget):
    values = [run[key] if run[key] is not None else budget + 1 for run in runs]
    return statistics.median(values), sum(run[key] is None for run in runs)


def summarize_task(runs, budget):
    out = {
        'accuracy_min': min(run['accuracy'] for run in runs),
        'macro_recall_min': min(run['macro_recall'] for run in runs),
        'error_at': {n: round(statistics.mean(run['error_at'][n] for run in runs), 6)
                     for n in runs[0]['error_at']},
    }
    for key in ('until_99', 'until_99_recall'):
        out[key], out[f'{key}_n_missed'] = median_until(runs, key, budget)
    return out


def summarize(by_task):
    tasks = list(by_task.values())
    out = {
        'accuracy_min': min(task['accuracy_min'] for task in tasks),
        'macro_recall_min': min(task['macro_recall_min'] for task in tasks),
        'error_at': {n: round(statistics.mean(task['error_at'][n] for task in tasks), 6)
                     for n in tasks[0]['error_at']},
    }
    for key in ('until_99', 'until_99_recall'):
        out[f'{key}_mean'] = round(statistics.mean(task[key] for task in tasks), 2)
        out[f'{key}_worst'] = max(task[key] for task in tasks)
        out[f'{key}_n_missed'] = sum(task[f'{key}_n_missed'] for task in tasks)
    return out


def parse():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--ctl', required=True, type=pathlib.Path, help='framelinectl')
    parser.add_argument('--bench', required=True, type=pathlib.Path)
    parser.add_argument('--work', required=True, type=pathlib.Path)
    parser.add_argument('--tasks', nargs='*', help='all by default')
    parser.add_argument('--strategies', nargs='+', default=['margin', 'random'])
    parser.add_argument('--seeds', nargs='+', type=int, default=[1, 2, 3, 4, 5])
    parser.add_argument('--budget', type=int, default=60)
    parser.add_argument('--extractor')
    parser.add_argument('--runs', action='store_true', help='write every run as well')
    return parser.parse_args()


def main():
    args = parse()
    args.ctl = args.ctl.resolve()
    args.work.mkdir(parents=True, exist_ok=True)
    tasks = [path.parent for path in sorted(args.bench.glob('*/labels.csv'))
             if not args.tasks or path.parent.name in args.tasks]
    if not tasks:
        sys.exit(f'{args.bench}: no folder with a labels.csv')
    projects = {task: make_project(args.ctl, task, args.work, args.extractor) for task in tasks}
    results = {}
    # Answers are counted beyond the budget, so that one at its end can last.
    with concurrent.futures.ThreadPoolExecutor(max_workers=2) as pool:
        for strategy in args.strategies:
            for task in tasks:
                for seed in args.seeds:
                    results[strategy, task.name, seed] = pool.submit(
                        simulate, args.ctl, projects[task], task / 'labels.csv', strategy, seed,
                        args.budget + FOR_ANSWERS - 1)
    table = {'budget': args.budget, 'seeds': args.seeds, 'strategies': {}}
    for strategy in args.strategies:
        runs = {task.name: [describe(results[strategy, task.name, seed].result(), args.budget)
                            for seed in args.seeds] for task in tasks}
        by_task = {name: summarize_task(each, args.budget) for name, each in runs.items()}
        table['strategies'][strategy] = {'all': summarize(by_task), 'tasks': by_task}
        if args.runs:
            table['strategies'][strategy]['runs'] = runs
    json.dump(table, sys.stdout, indent=1)
    print()


if __name__ == '__main__':
    main()
