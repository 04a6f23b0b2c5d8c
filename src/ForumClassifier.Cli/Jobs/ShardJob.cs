using System.Globalization;
using ForumClassifier.Cli.Options;
using ForumClassifier.Cli.Terminal;
using ForumClassifier.Core;
using ForumClassifier.Inference;
using ForumClassifier.Modeling.Models;

namespace ForumClassifier.Cli.Jobs;

/// <summary>What <c>label --run</c> is asked to do.</summary>
/// <param name="Shard">A number, or auto.</param>
/// <param name="Model">Where it lies now; null for the plan's place.</param>
/// <param name="Corpus">Where it lies now; empty for the plan's places.</param>
internal sealed record ShardJobRequest(string Run, string Shard, string? Model, IReadOnlyList<string> Corpus, string? Libtorch, bool Json);

/// <summary>A shard of a run to its parts.</summary>
internal static class ShardJob
{
    /// <exception cref="Core.ForumClassifierException">The user's problem, in words.</exception>
    /// <exception cref="OperationCanceledException">Stopped; the same request goes on later.</exception>
    public static async Task RunAsync(ShardJobRequest request, Screen screen, TimeProvider time, CancellationToken cancellationToken)
    {
        var run = PlannedRun.Open(request.Run);
        var shard = ShardNumber.Find(request.Shard, run.Shards, Environment.GetEnvironmentVariable);
        var model = request.Model ?? run.ModelPath;
        var worker = await FindWorkerAsync(request, run, shard, model, cancellationToken);
        var labelling = new ShardRun(run, shard, worker, () => Load(run, model, request.Libtorch), time, ProgramTime.Elapsed(time));
        var summary = ProgressDisplay.Run(screen, show => labelling.RunAsync(
            progress => show(null, string.Create(CultureInfo.InvariantCulture, $"shard {shard}: {progress.Posts:N0} posts labelled, {progress.PostsPerSecond:F1} posts/s")), cancellationToken).GetAwaiter().GetResult());
        if (request.Json)
        {
            screen.Line(JsonText.Of(summary));
            return;
        }

        if (summary.WasFinished)
        {
            screen.Line(string.Create(CultureInfo.InvariantCulture, $"Shard {shard} of {summary.Shards} was finished before: {summary.Posts:N0} posts"));
            return;
        }

        screen.Line(string.Create(CultureInfo.InvariantCulture, $"Labelled shard {shard} of {summary.Shards}: {summary.Posts:N0} posts ({summary.KeptPosts:N0} of them before an interruption)"));
        screen.Line(string.Create(CultureInfo.InvariantCulture, $"{summary.Seconds:F1} s, {summary.PostsPerSecond:F1} posts/s, {summary.TokensPerSecond:N0} tokens/s; first batch {summary.SecondsToFirstBatch ?? 0:F1} s after the program's start"));
        screen.Line(PhasesText.Of(summary.Phases, summary.EngineShare, summary.PaddingShare));
    }

    private static async Task<ShardWorker> FindWorkerAsync(ShardJobRequest request, PlannedRun run, int shard, string model, CancellationToken cancellationToken)
    {
        try
        {
            var description = ClassifierDescription.Load(model);
            return new ShardWorker(
                request.Corpus.Count > 0 ? request.Corpus : run.CorpusPaths,
                await ModelIdentity.OfFolderAsync(description.Name, model, cancellationToken),
                description.TextTemplate,
                description.Taxonomy,
                LabelJob.ProgramVersion);
        }
        catch (ForumClassifierException e)
        {
            run.RecordFailure(shard, e);
            throw Directory.Exists(model)
                ? new RunDamagedException(request.Run, $"The model is not that of the plan: {e.Message}", "Put it back as it was, or plan anew with --overwrite.", e)
                : e;
        }
    }

    // as the plan says, whatever this machine would choose by itself
    private static ITextClassifier Load(PlannedRun run, string model, string? libtorch)
    {
        var compute = new ComputeChoice(run.Options["--device"], run.Options["--precision"], libtorch) { Engine = run.Options["--engine"] };
        return compute.ChooseEngine(model).Load(model, int.Parse(run.Options["--max-tokens"], CultureInfo.InvariantCulture), LabelJob.ParseThreads(run.Options[LabelJob.Threads]));
    }
}
