# shellcheck shell=bash
# What the benchmarks share: compiles the module with its tests, and runs classes of it from the project's root. To be sourced.
project=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/.." && pwd)
# shellcheck source=server-config/needed.bash
source "$project/server-config/needed.bash"
# shellcheck disable=SC2119  # no packages beyond those of a build
need_build
cd "$project" || exit
"$maven" -q -B -pl jms-consensus test-compile
"$maven" -q -B -pl jms-consensus dependency:build-classpath -Dmdep.outputFile=target/test-classpath.txt -Dmdep.includeScope=test

# Java with what was compiled: options of the virtual machine, then the class and its arguments. The broker's own log is left out.
run_java() {
  "$JAVA_HOME/bin/java" -Djava.util.logging.config.file=jms-consensus/src/test/resources/quiet-logging.properties \
    -cp "jms-consensus/target/test-classes:jms-consensus/target/classes:$(<jms-consensus/target/test-classpath.txt)" "$@"
}
