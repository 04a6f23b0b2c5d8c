using ForumClassifier.Core;
using ForumClassifier.Core.Files;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Dumps;
using ForumClassifier.Corpora.Duplicates;
using ForumClassifier.Corpora.Posts;
using ForumClassifier.Corpora.Predictions;
using ForumClassifier.Corpora.Selection;
using ForumClassifier.Inference.Runs;

namespace ForumClassifier.Inference;

/// <summary>Labels one corpus by one model into one file, in memory that does not grow with the corpus.</summary>
/// <remarks>
/// Until the end there is no file but the folder <c>FILE.run</c> with a plan and the predictions of each finished window of 1,024 posts;
/// the same request goes on from there. A post that is labelled as an earlier one gets the prediction that the part of that one holds. Afterwards the folder holds <c>manifest.json</c> and <c>keys</c> alone.
/// </remarks>
/// <param name="loadModel">Called once, after everything that can be refused without the model; the classifier is disposed at the end.</param>
/// <param name="ranBefore">How long the program has run.</param>
public sealed class LabelRun(LabelRequest request, Func<ITextClassifier> loadModel, TimeProvider time, TimeSpan ranBefore = default)
{
    private readonly RunFolder _folder = new(request.Output);

    /// <summary>With which options an interrupted labelling into a file was begun; null where there is none.</summary>
    /// <exception cref="RunException">Its plan is damaged.</exception>
    public static IReadOnlyDictionary<string, string>? FindOptions(string output) => new RunFolder(output).FindPlan()?.Options;

    /// <param name="report">Told after each batch; may be null.</param>
    /// <exception cref="OutputException">The file exists already, or cannot be written; finished windows are kept.</exception>
    /// <exception cref="RunException">Beside the file lies an interrupted run with other settings or another corpus, or something that is no run.</exception>
    /// <exception cref="InputException">The corpus is missing, damaged or wrongly written; windows before the damage are kept, but nothing is left without any, and of a strict request.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch; finished windows are kept.</exception>
    public async Task<LabelSummary> RunAsync(Action<LabelProgress>? report = null, CancellationToken cancellationToken = default)
    {
        var meter = new LabelMeter(time, report, ranBefore);
        var format = PredictionWriter.FormatOf(request.Output);
        RequireOutputIsNoInput();
        _folder.RequireUsable(request.Overwrite);
        await using var windows = new CorpusWindows(request, end: null, cancellationToken);
        if (request.Since is { } earlier)
        {
            RequireOutputIsNot(earlier);
            await earlier.RequireWholeAsync(cancellationToken);
        }

        var plan = await RunPlan.MakeAsync(request, cancellationToken);
        request.Since?.RequireSameModel(plan);
        var isResumed = _folder.IsBegun && !request.Overwrite;
        if (isResumed)
        {
            _folder.RequirePlan(plan);
            if (await _folder.FindFinishedAsync(cancellationToken) is { } finished)
            {
                _folder.Shrink();
                return Summarize(finished, (finished.Counts.Posts, finished.Counts.Tokens), meter, []);
            }
        }

        var duplicates = request.LabelOnce ? await FindDuplicatesAsync(cancellationToken) : null;
        using var since = request.Since is null ? null : await EarlierPredictions.LoadAsync(request.Since, cancellationToken);
        using var classifier = loadModel();
        if (!isResumed)
        {
            _folder.Begin(plan);
        }

        var parts = new PartFolder(_folder.PartsPath, plan.Id(), classifier.Codes.Count);
        var kept = parts.FindWhole(PlannedShard.Whole, cancellationToken);
        (byte[] Header, FinishedParts Parts) labelled;
        try
        {
            var repeated = duplicates is null ? null : new RepeatedPosts(duplicates.FirstRows);
            labelled = await new ShardLabeling(request, plan, PlannedShard.Whole, parts, meter, repeated, since).RunAsync(windows, classifier, kept, cancellationToken);
        }
        catch (InputException) when (request.Strict || !PartFolder.Names(_folder.PartsPath).Any())
        {
            _folder.Discard(); // the corpus, once mended, is another one: what is there would only stand in its way
            throw;
        }

        var (header, all) = labelled;
        var counts = since is null || all.Counts.Since is not { } found ? all.Counts : all.Counts with { Since = found with { Gone = since.Posts - since.Met } };
        var manifest = Join(header, parts, all.Parts, (output, keys) => new RunManifest
        {
            Plan = plan,
            Counts = RunCounts.Of(counts, classifier.Codes, windows.Oddities),
            Seconds = kept.Counts.Seconds + meter.Seconds,
            Phases = all.Counts.Phases,
            EngineShare = all.Counts.Phases.EngineShare,
            PaddingShare = all.Counts.PaddingShare,
            Output = output,
            Keys = keys,
        }, cancellationToken);
        return Summarize(manifest, (kept.Counts.Posts, kept.Counts.Tokens), meter, [.. Warnings.Of(all.Counts, windows.Oddities)]) with { Duplicates = duplicates?.Counts };
    }

    /// <summary>Reads the corpus once, for the texts that the model will read.</summary>
    private async Task<FoundDuplicates> FindDuplicatesAsync(CancellationToken cancellationToken)
    {
        using var counter = new DuplicateCounter();
        var oddities = new CorpusOddities { StopsAtDamage = request.Strict };
        await foreach (var post in SelectedPosts.ReadAsync(request.CorpusPaths, request.Columns, request.Selection, oddities, cancellationToken))
        {
            counter.Add(PostText.Compose(post, request.TextTemplate));
        }

        return counter.Find(cancellationToken);
    }

    private void RequireOutputIsNot(EarlierRun earlier)
    {
        if (Path.GetFullPath(earlier.Predictions) == Path.GetFullPath(request.Output))
        {
            throw new OutputException(request.Output, "These are the predictions of the earlier run, which are read meanwhile.", "Choose another --output.");
        }
    }

    private void RequireOutputIsNoInput()
    {
        if (request.CorpusPaths.Any(path => DumpFiles.Holds(path, request.Output)))
        {
            throw new OutputException(request.Output, "This is a file of the corpus, or lies in its folder.", "Choose another --output.");
        }
    }

    /// <summary>Puts the parts together; the manifest is there before the file appears.</summary>
    private RunManifest Join(byte[] header, PartFolder folder, IReadOnlyList<PartReference> parts, Func<WrittenFile, WrittenFile, RunManifest> describe, CancellationToken cancellationToken)
    {
        RunManifest? manifest = null;
        WholeFile.Write(request.Output, stream =>
        {
            (WrittenFile Predictions, WrittenFile Keys)? written = null;
            WholeFile.Write(_folder.KeysPath, keys => written = PartJoin.Write(stream, request.Output, keys, _folder.KeysPath, header, folder, parts, folder.Lost, cancellationToken));
            manifest = describe(written!.Value.Predictions, written.Value.Keys); // just written
            _folder.WriteManifest(manifest);
        });
        _folder.Shrink();
        return manifest ?? throw new InvalidOperationException("Nothing was written.");
    }

    private static LabelSummary Summarize(RunManifest manifest, (long Posts, long Tokens) kept, LabelMeter meter, IReadOnlyList<string> warnings)
    {
        var (counts, seconds) = (manifest.Counts, meter.Seconds);
        return new LabelSummary
        {
            Posts = counts.Posts,
            KeptPosts = kept.Posts,
            Abstained = counts.Abstained,
            Truncated = counts.Truncated,
            Undated = counts.Undated,
            Repeated = counts.Repeated,
            Tokens = counts.Tokens,
            Codes = counts.Codes,
            Since = counts.Since,
            Seconds = seconds,
            SecondsToFirstBatch = meter.SecondsToFirstBatch,
            Phases = meter.Phases,
            EngineShare = meter.Phases.EngineShare,
            PaddingShare = PartCounts.ShareOf(counts.Tokens - kept.Tokens, meter.ComputedTokens),
            PostsPerSecond = seconds > 0 ? (counts.Posts - kept.Posts) / seconds : 0,
            TokensPerSecond = seconds > 0 ? (counts.Tokens - kept.Tokens) / seconds : 0,
            Sha256 = manifest.Output.Sha256,
            Warnings = warnings,
        };
    }
}
