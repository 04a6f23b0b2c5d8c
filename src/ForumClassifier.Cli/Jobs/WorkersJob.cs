using System.Globalization;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Inference;
using ForumClassifier.Modeling.Models;

namespace ForumClassifier.Cli.Jobs;

/// <summary>A corpus to predictions, by several processes of this machine over one run.</summary>
internal static class WorkersJob
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);

    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the same request goes on later.</exception>
    public static async Task RunAsync(LabelJobRequest request, WorkerChoice workers, Screen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        if (request.Duplicates == LabelJob.ReportDuplicates)
        {
            throw new UsageException("--duplicates report: Several workers do not count them. Leave it out, or --workers.");
        }

        if (request.Since is not null)
        {
            throw new UsageException("--since: Several workers do not join an earlier run. Leave it out, or --workers and all devices but one.");
        }

        var start = time.GetTimestamp();
        var (prepared, _) = await LabelJob.PrepareAsync(request with { Compute = request.Compute with { Device = workers.Device } }, ClassifierDescription.Load(request.Model), workers.Threads, cancellationToken);
        var labelling = new SharedLabelling(prepared);
        var (posts, _) = await LabelJob.CountAsync(prepared, countDuplicates: false, cancellationToken);
        var plan = await labelling.PlanAsync(request.Model, SharedLabelling.ShardsFor(workers.Cards.Count, posts), cancellationToken);
        foreach (var warning in plan.Warnings)
        {
            screen.Warn(warning);
        }

        if (await labelling.IsMergedAsync(cancellationToken))
        {
            labelling.Shrink();
            if (request.Json)
            {
                screen.Line(JsonText.Of(RunStatus.Read(labelling.Run, time)));
                return;
            }

            screen.Line("Labelled before");
            screen.Wrote(request.Output);
            return;
        }

        var kept = RunStatus.Read(labelling.Run, time).Done;
        ProgressDisplay.Run(screen, show => LabelAsync(labelling.Run, workers, request.Compute.Libtorch, show, time, cancellationToken).GetAwaiter().GetResult());
        var summary = await labelling.MergeAsync(time, cancellationToken);
        var seconds = time.GetElapsedTime(start).TotalSeconds;
        foreach (var warning in summary.Warnings)
        {
            screen.Warn(warning);
        }

        if (request.Json)
        {
            screen.Line(JsonText.Of(summary));
            return;
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Labelled {summary.Posts:N0} posts ({kept:N0} of them before an interruption; {summary.Abstained:N0} without text, {summary.Truncated:N0} cut) by {workers.Cards.Count} workers of {workers.Threads} threads in {plan.Shards} shards"));
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{seconds:F1} s, {(summary.Posts - kept) / seconds:F1} posts/s"));
        screen.Line(PhasesText.Of(summary.Phases, summary.EngineShare, summary.PaddingShare));
        screen.Table(LabelJob.CodesTable(summary.Codes, summary.Posts - summary.Abstained));
        screen.Wrote(request.Output);
    }

    private static async Task<RunStatus> LabelAsync(string run, WorkerChoice workers, string? libtorch, Action<double?, string> show, TimeProvider time, CancellationToken cancellationToken)
    {
        var labelling = new WorkerProcesses(run, workers, libtorch).LabelAsync([.. RunStatus.Read(run, time).Unfinished.Select(shard => shard.Shard)], cancellationToken);
        while (await Task.WhenAny(labelling, Task.Delay(BetweenLooks, time, CancellationToken.None)) != labelling)
        {
            Show(run, show, time);
        }

        await labelling;
        return RunStatus.Read(run, time);
    }

    private static void Show(string run, Action<double?, string> show, TimeProvider time)
    {
        try
        {
            var status = RunStatus.Read(run, time);
            var left = status.SecondsLeft is { } seconds ? $", {TimeLeft.Of(seconds)} left" : "";
            show((double)status.Done / Math.Max(1, status.Posts ?? 1), string.Create(CultureInfo.InvariantCulture, $"{status.Done:N0} of {status.Posts:N0} posts labelled, {status.PostsPerSecond ?? 0:F1} posts/s{left}"));
        }
        catch (Core.ForumClassifierException)
        {
            // the next look may do better; what is wrong in the end, workers or merge say
        }
    }
}
