#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
# run.sh BUILD_DIR [VIDEO…]: the program from its build tree, nothing installed. With a display
# it opens the window, on these videos or on the demo project. Without one it does the same main
# job on the command line.
set -euo pipefail
source_dir=$(cd "$(dirname "$0")/.." && pwd)
build_dir=$(cd "$1" && pwd)
shift
ctl=$build_dir/src/cli/framelinectl

export GSETTINGS_SCHEMA_DIR=$build_dir/data
export XDG_DATA_DIRS=$source_dir/data:${XDG_DATA_DIRS:-/usr/local/share:/usr/share}
export FRAMELINE_LOCALE_DIR=$build_dir/po
export FRAMELINE_GUIDE_DIR=$source_dir/doc/guide

# Whether the toolkit itself can open a display; a variable alone proves nothing.
has_display() {
  [ -n "${WAYLAND_DISPLAY:-}${DISPLAY:-}" ] && timeout 20 gtk4-query-settings gtk-theme-name >/dev/null 2>&1
}

# The rows of the truth for the frames that PROJECT wants to hear about next.
answer_questions() {
  local project=$1 truth=$2 n=$3
  awk -F, 'FNR == 1 { part++ }
           part == 1 { is_asked[$1 "," $2] = 1; next }
           FNR == 1 || ($1 "," $2) in is_asked' <("$ctl" queue "$project" --count "$n") "$truth"
}

# Agreement of the labels of an export with the truth, frame by frame.
compare_with_truth() {
  awk -F, 'FNR == 1 { part++; next }
           part == 1 { truth[$1 "," $2] = $4; next }
           { n++; n_right += truth[$1 "," $2] == $5 }
           END { printf "%d of %d frames carry the right label (%.1f %%).\n", n_right, n, 100 * n_right / n }' \
    "$1" "$2"
}

# Footage, answers by one who knows the truth, acceptance, the table of every frame.
run_demo_job() {
  local directory=${XDG_CACHE_HOME:-$HOME/.cache}/frameline/headless-demo
  local project=$directory/demo.frameline truth=$directory/truth.csv csv=$directory/labels.csv round
  # The footage is kept; the project begins anew, or the second time there would be nothing to do.
  rm -rf "$directory"/demo.frameline*
  echo "There is no display, so the main job runs without the window."
  echo "1. Demo footage: three streams of a minute, drawn once"
  "$ctl" demo "$directory" >/dev/null
  echo "2. Reading it"
  "$ctl" ingest "$project" | sed 's/^/   /'
  echo "3. Twenty-four times two questions, answered by one who knows the truth"
  for round in {1..24}; do
    answer_questions "$project" "$truth" 2 >"$directory/answers.csv"
    "$ctl" import "$project" "$directory/answers.csv" --annotator oracle >/dev/null
  done
  "$ctl" train "$project" | sed 's/^/   /'
  echo "4. Accepting what is sure enough"
  "$ctl" accept "$project" | sed 's/^/   /'
  echo "5. The label of every frame"
  "$ctl" export "$project" --output "$csv"
  echo "   $(compare_with_truth "$truth" "$csv")"
  echo
  echo "The CSV is $csv"
}

# Where the window would put the project too: beside the first video.
choose_project() {
  local folder stem
  folder=$(dirname "$1")
  stem=$(basename "${1%.*}")
  [ $# -eq 1 ] || stem=$(basename "$folder")
  [ -w "$folder" ] || { folder=$HOME/Frameline && mkdir -p "$folder"; }
  echo "$folder/$stem.frameline"
}

# The videos that PROJECT does not have yet, each ended by a zero byte.
list_new_videos() {
  local project=$1
  shift
  "$ctl" info "$project" --json | /usr/bin/python3 -c '
import json, os, sys
known = {stream["path"] for stream in json.load(sys.stdin)["streams"]}
for video in sys.argv[1:]:
    if video not in known:
        sys.stdout.buffer.write(os.fsencode(video) + b"\0")' "$@"
}

prepare_videos() {
  local project=$1 new=() status=0 is_new=
  shift
  [ -f "$project" ] || { "$ctl" new "$project" && is_new=1; }
  [ $# -eq 0 ] || mapfile -d '' new < <(list_new_videos "$project" "$@")
  [ ${#new[@]} -eq 0 ] || "$ctl" add "$project" -- "${new[@]}" >/dev/null || status=$?
  if [ -n "$is_new" ] && ! "$ctl" info "$project" --json | grep -q '"path"'; then
    rm -rf "$project" "$project"-*
    return 1
  fi
  "$ctl" ingest "$project" || status=$?
  cat <<TXT

There is no display, so there is no window. The project is $project
Go on with:
  ctl=$ctl
  \$ctl class "$project" add NAME     # once for each class
  \$ctl queue "$project"              # the frames to look at next
  \$ctl label "$project" --stream STREAM --frame N --class NAME
  \$ctl accept "$project"             # once every class has 5 labels
  \$ctl export "$project" --output labels.csv
TXT
  return $status
}

if has_display; then
  [ $# -gt 0 ] || set -- --demo
  exec "$build_dir/src/app/frameline" "$@"
elif [ $# -eq 0 ]; then
  run_demo_job
elif [[ $1 == *.frameline ]]; then
  [ -f "$1" ] || { echo "There is no project “$1”" >&2 && exit 1; }
  prepare_videos "$1"
else
  prepare_videos "$(choose_project "$@")" "$@"
fi
