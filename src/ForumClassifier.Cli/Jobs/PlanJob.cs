using System.Globalization;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Inference;
using ForumClassifier.Modeling.Models;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>plan</c> is asked to do.</summary>
/// <param name="Labelling">Of its output only the ending counts.</param>
/// <param name="Threads">Null for one for each core.</param>
internal sealed record PlanJobRequest(LabelJobRequest Labelling, string Run, int Shards, int? Threads, bool AllowUpgrade);

/// <summary>A corpus to the folder of a run.</summary>
internal static class PlanJob
{
    private const int MostShards = 100_000; // their numbers have five digits
    private const int ShownDigits = 12;

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    public static async Task RunAsync(PlanJobRequest request, Screen screen, CancellationToken cancellationToken)
    {
        if (request.Shards is < 1 or > MostShards)
        {
            throw new UsageException(FormattableString.Invariant($"--shards {request.Shards}: Out of range. Expected 1 to {MostShards}."));
        }

        if (request.Threads < 1)
        {
            throw new UsageException(FormattableString.Invariant($"--threads {request.Threads}: Out of range. Expected at least 1."));
        }

        if (request.Labelling.Compute.Device.Contains(':', StringComparison.Ordinal))
        {
            throw new UsageException($"--device {request.Labelling.Compute.Device}: A plan names no card, as each worker may have another. Use --device cuda, and CUDA_VISIBLE_DEVICES where a worker starts.");
        }

        var (labelling, _) = await LabelJob.PrepareAsync(request.Labelling, ClassifierDescription.Load(request.Labelling.Model), request.Threads, cancellationToken);
        var plan = await RunPlanner.PlanAsync(
            new PlanRequest
            {
                Labelling = labelling,
                Folder = request.Run,
                ModelPath = request.Labelling.Model,
                Shards = request.Shards,
                AllowUpgrade = request.AllowUpgrade,
            },
            cancellationToken);
        Print(plan, request, screen);
    }

    private static void Print(PlanSummary plan, PlanJobRequest request, Screen screen)
    {
        foreach (var warning in plan.Warnings)
        {
            screen.Warn(warning);
        }

        if (plan.EmptyShards > 0)
        {
            screen.Warn(FormattableString.Invariant($"Shards without a post: {plan.EmptyShards}; the corpus has fewer parts of 1,024 posts than shards."));
        }

        var last = plan.Shards - 1;
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{(plan.WasPlanned ? "Planned before, kept" : "Planned")}: {plan.Posts:N0} posts in {plan.Shards:N0} shards, 0 to {last}; plan {plan.Id[..ShownDigits]}"));
        screen.Line($"Label each shard: forum-classifier label --run {request.Run} --shard 0");
        screen.Line($"Then: forum-classifier merge --run {request.Run} --output {request.Labelling.Output}");
        screen.Wrote(request.Run);
    }
}
