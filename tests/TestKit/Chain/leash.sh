#!/bin/sh
# usage: leash.sh PROGRAM ARGUMENT...
# Runs a program for as long as standard input stays open. The operating system closes it when the parent ends, however
# it ends, so the program never outlives a crashed or killed parent.
exec 3<&0
"$@" </dev/null 3<&- &
child=$!
{
  while read -r _ <&3; do :; done
  kill -KILL "$child"
} 2>/dev/null &
watcher=$!
exec 3<&-
wait "$child"
code=$?
kill -KILL "$watcher" 2>/dev/null
exit "$code"
