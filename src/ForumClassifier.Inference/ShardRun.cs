using System.Text;
using ForumClassifier.Core;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>An attempt on one shard of a planned run. It goes on with the parts of earlier attempts; several at once are harmless.</summary>
/// <param name="shard">From 0 to below <see cref="PlannedRun.Shards"/>.</param>
/// <param name="loadModel">Called where there is something to label; the classifier is disposed at the end.</param>
/// <param name="ranBefore">How long the program has run.</param>
public sealed class ShardRun(PlannedRun run, int shard, ShardWorker worker, Func<ITextClassifier> loadModel, TimeProvider time, TimeSpan ranBefore = default)
{
    private readonly string _attempt = NewAttempt();

    /// <param name="report">Told after each batch; may be null.</param>
    /// <exception cref="RunException">The run was planned by another version of the program.</exception>
    /// <exception cref="RunDamagedException">Corpus or model are not those of the plan.</exception>
    /// <exception cref="InputException">Corpus or model are missing or cannot be read.</exception>
    /// <exception cref="OutputException">A part or the receipt cannot be written; finished parts are kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch; finished parts are kept.</exception>
    public async Task<ShardSummary> RunAsync(Action<LabelProgress>? report = null, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shard);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shard, run.Shards);
        try
        {
            return await LabelAsync(new LabelMeter(time, report, ranBefore), cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            run.Folder.WriteFailure(shard, e, _attempt);
            throw;
        }
    }

    /// <summary>Tells the unfinished files of an attempt from those of others.</summary>
    internal static string NewAttempt() => "." + Path.GetRandomFileName();

    private async Task<ShardSummary> LabelAsync(LabelMeter meter, CancellationToken cancellationToken)
    {
        var (plan, id, range) = (run.Plan, run.Plan.Id(), run.Plan.Shards[shard]);
        RequireVersion(plan);
        var request = Request(plan);
        RequireInputs(plan, await RunPlan.MakeAsync(request, cancellationToken));
        if (run.Folder.FindReceipt(plan, id, shard).Receipt is { } finished && !run.Folder.CheckParts(finished).Any())
        {
            return Summarize(finished.Counts, finished.Counts, meter, wasFinished: true);
        }

        using var classifier = loadModel();
        var folder = new PartFolder(run.Folder.PartsPath, id, classifier.Codes.Count, _attempt);
        var kept = folder.FindWhole(range, cancellationToken);
        await using var windows = new CorpusWindows(request, range.End, cancellationToken);
        var (header, all) = await new ShardLabeling(request, plan, range, folder, meter).RunAsync(windows, classifier, kept, cancellationToken);
        if (range.First + all.Counts.Posts != range.End)
        {
            throw new RunDamagedException(run.Folder.Path, "The corpus ended before the shard: it was changed while it was read.", "Put the corpus back, or plan anew with --overwrite.");
        }

        run.Folder.WriteReceipt(
            new ShardReceipt { Plan = id, Shard = shard, ProgramVersion = worker.ProgramVersion, Codes = [.. classifier.Codes], Header = Encoding.UTF8.GetString(header), Parts = all.Parts, Counts = all.Counts },
            _attempt);
        return Summarize(all.Counts, kept.Counts, meter, wasFinished: false);
    }

    private void RequireVersion(RunPlan plan)
    {
        if (plan.ProgramVersion != worker.ProgramVersion && !plan.AllowUpgrade)
        {
            throw new RunException(
                run.Folder.Path,
                $"The run was planned by version {plan.ProgramVersion} of the program, and this is {worker.ProgramVersion}.",
                "Use that version, or give the plan command again with --allow-upgrade.");
        }
    }

    private void RequireInputs(RunPlan plan, RunPlan found)
    {
        var differences = plan.DifferencesTo(found with { ProgramVersion = plan.ProgramVersion, Shards = plan.Shards, Counted = plan.Counted }).ToList();
        if (differences.Count > 0)
        {
            throw new RunDamagedException(
                run.Folder.Path,
                "Corpus or model are not those of the plan.",
                $"Put them back as they were, or plan anew with --overwrite; they differ in:{string.Concat(differences.Select(difference => $"\n  {difference}"))}");
        }
    }

    private LabelRequest Request(RunPlan plan) => new()
    {
        CorpusPaths = worker.CorpusPaths,
        Columns = plan.Columns.ToColumns(),
        TextTemplate = worker.TextTemplate,
        Selection = plan.Selection.ToSelection(),
        Model = worker.Model,
        Options = plan.Options,
        Taxonomy = worker.Taxonomy,
        ProgramVersion = worker.ProgramVersion,
        Output = "predictions" + PredictionWriter.EndingOf(plan.Predictions),
    };

    private ShardSummary Summarize(PartCounts all, PartCounts kept, LabelMeter meter, bool wasFinished)
    {
        var seconds = meter.Seconds;
        return new ShardSummary(
            shard, run.Shards, all.Posts, kept.Posts, wasFinished, seconds, meter.SecondsToFirstBatch, meter.Phases,
            meter.Phases.EngineShare, PartCounts.ShareOf(all.Tokens - kept.Tokens, meter.ComputedTokens),
            seconds > 0 ? (all.Posts - kept.Posts) / seconds : 0, seconds > 0 ? (all.Tokens - kept.Tokens) / seconds : 0);
    }
}
