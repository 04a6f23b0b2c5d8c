using System.Globalization;

namespace ForumClassifier.Cli.Options;

/// <summary>Which shard a worker labels: a number, or <c>auto</c> for the place that a scheduler gave it.</summary>
internal static class ShardNumber
{
    public const string Auto = "auto";

    // SGE counts from 1
    private static readonly (string Variable, int First)[] Schedulers = [("SLURM_ARRAY_TASK_ID", 0), ("JOB_COMPLETION_INDEX", 0), ("SGE_TASK_ID", 1), ("PBS_ARRAY_INDEX", 0)];

    /// <param name="shards">Of the run.</param>
    /// <param name="environment">The value of a variable, or null.</param>
    /// <exception cref="UsageException">It is no shard of the run, or no scheduler gave a place.</exception>
    public static int Find(string text, int shards, Func<string, string?> environment)
    {
        if (text != Auto)
        {
            return Parse(text) is { } given && given < shards ? given
                : throw new UsageException(FormattableString.Invariant($"--shard {text}: The run has {shards} shards. Choose 0 to {shards - 1}, or auto."));
        }

        foreach (var (variable, first) in Schedulers)
        {
            if (Parse(environment(variable)) is { } number) // outside of an array SGE says "undefined"
            {
                return number >= first && number - first < shards ? number - first
                    : throw new UsageException(FormattableString.Invariant($"--shard auto: {variable} is {number}, and the run has {shards} shards. Let the array go from {first} to {shards - 1 + first}."));
            }
        }

        throw new UsageException($"--shard auto: No scheduler says which shard this is. Expected one of the variables {string.Join(", ", Schedulers.Select(scheduler => scheduler.Variable))}, or the shard's number.");
    }

    private static int? Parse(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
