using System.Globalization;

namespace ForumClassifier.Inference.Clusters;

/// <summary>The texts of the scripts that Slurm runs in the folder of a run. They name neither that folder nor the corpus or model, unless asked to.</summary>
internal static class SlurmScripts
{
    private const int SecondsToStop = 120; // a batch takes a second or two; Slurm itself announces up to a minute early
    private const int LeastMergeMinutes = 10;

    /// <summary>The array job that labels shards.</summary>
    /// <param name="request">With paths that hold in the folder of the run.</param>
    /// <param name="shards">At least one, in their order.</param>
    public static string Label(SlurmRequest request, IReadOnlyList<int> shards, int threads)
    {
        var time = request.Time is null ? null : SlurmTime.Parse(request.Time);
        var announced = Math.Min(SecondsToStop, (int)((time ?? TimeSpan.MaxValue).TotalSeconds / 4));
        var most = request.MaxParallel is { } parallel ? FormattableString.Invariant($"%{parallel}") : "";
        List<string> options =
        [
            "--job-name=forum-classifier",
            $"--array={ShardRanges.Of(shards)}{most}",
            "--nodes=1",
            "--ntasks=1",
            FormattableString.Invariant($"--cpus-per-task={threads}"),
            .. Asked("--partition", request.Partition),
            .. Asked("--time", request.Time),
            .. Asked("--gres", request.Gres),
            "--requeue",
            FormattableString.Invariant($"--signal=B:USR1@{announced}"),
            "--open-mode=append",
            "--output=slurm/%A_%a.log",
        ];
        List<string> places =
        [
            .. request.Model is { } model ? ["--model", model] : Array.Empty<string>(),
            .. request.Corpus.Count > 0 ? ["--corpus", .. request.Corpus] : Array.Empty<string>(),
        ];
        var worker = $"{request.Program} label --run . --shard \"$SLURM_ARRAY_TASK_ID\"{(places.Count > 0 ? " " + ShellText.Quote(places) : "")}";
        return $$"""
            #!/bin/bash
            # Labels the shards of a run, each as one task of an array job. Submit it in the folder of the run: sbatch slurm/label.sh
            {{Directives(options)}}
            set -u
            most_attempts=3    # of one start of the task, where the worker is killed
            most_restarts=100  # of the task, where its time was up
            task=${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}
            worker=
            signals=0
            time_is_up=
            is_cancelled=

            say() { echo "$(date -u +%FT%TZ) task $task on ${SLURMD_NODENAME:-?}: $*"; }

            pass_on() {
                signals=$((signals + 1))
                [ -z "$worker" ] || kill -s "$1" "$worker" 2>/dev/null
            }
            trap 'say "The time is nearly up."; time_is_up=1; pass_on USR1' USR1
            trap 'say "Slurm ends the task."; is_cancelled=1; pass_on TERM' TERM

            label() {
                local seen
                {{worker}} &
                worker=$!
                [ -z "$time_is_up$is_cancelled" ] || kill -s TERM "$worker" 2>/dev/null # what came before there was a worker
                while seen=$signals; wait "$worker"; code=$?; [ "$signals" -ne "$seen" ]; do :; done # a signal ends a wait
                worker=
            }

            requeue() {
                if [ "${SLURM_RESTART_COUNT:-0}" -ge "$most_restarts" ]; then
                    say "It was restarted $most_restarts times, and is not again: give it more time."
                    exit 75
                fi
                say "It goes on after a restart."
                for _ in 1 2 3 4 5; do
                    scontrol requeue "$task" && exit 75
                    sleep 2
                done
                say "It could not be requeued."
                exit 75
            }

            if [ ! -f plan.json ]; then
                say "There is no plan.json in $PWD. Submit this in the folder of the run: sbatch slurm/label.sh"
                exit 2
            fi

            attempt=1
            while :; do
                say "Attempt $attempt of $most_attempts, restart ${SLURM_RESTART_COUNT:-0}."
                label
                say "The worker ended with exit code $code."
                case $code in
                    0 | 1 | 2 | 3 | 65) exit "$code" ;; # done, or nothing that another attempt mends
                esac
                [ -z "$is_cancelled" ] || exit 75
                [ -z "$time_is_up" ] || requeue
                [ "$code" -ne 75 ] || exit 75
                [ "$attempt" -lt "$most_attempts" ] || exit "$code"
                attempt=$((attempt + 1))
                sleep 2
                [ -z "$is_cancelled" ] || exit 75
                [ -z "$time_is_up" ] || requeue
            done

            """.ReplaceLineEndings("\n");
    }

    /// <summary>The job that merges, whatever became of the array job.</summary>
    /// <param name="request">With paths that hold in the folder of the run, its output known.</param>
    public static string Merge(SlurmRequest request)
    {
        var least = TimeSpan.FromMinutes(LeastMergeMinutes);
        var time = request.Time is null ? null : SlurmTime.Parse(request.Time) is { } given && given < least ? SlurmTime.Write(least) : request.Time;
        List<string> options =
        [
            "--job-name=forum-classifier-merge",
            "--nodes=1",
            "--ntasks=1",
            .. Asked("--partition", request.Partition),
            .. Asked("--time", time),
            "--requeue",
            "--open-mode=append",
            "--output=slurm/merge-%j.log",
        ];
        return $$"""
            #!/bin/bash
            # Puts the shards of a run together, if all are there. Submit it in the folder of the run: sbatch --dependency=afterany:JOB slurm/merge.sh
            {{Directives(options)}}
            exec {{request.Program}} merge --run . --output {{ShellText.Quote(request.Output!)}}

            """.ReplaceLineEndings("\n"); // not null: the caller knows it
    }

    private static string Directives(IEnumerable<string> options) => string.Join('\n', options.Select(option => "#SBATCH " + option));

    private static IEnumerable<string> Asked(string option, string? value) => value is null ? [] : [string.Create(CultureInfo.InvariantCulture, $"{option}={value}")];
}
