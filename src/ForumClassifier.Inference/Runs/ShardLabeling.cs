using ForumClassifier.Core;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>Labels what is left of one shard, into parts; the work of plain runs and of planned ones.</summary>
/// <param name="folder">Receives the parts.</param>
internal sealed class ShardLabeling(LabelRequest request, RunPlan plan, PlannedShard shard, PartFolder folder, LabelMeter meter)
{
    /// <param name="windows">Of the corpus up to the end of the shard, none read.</param>
    /// <param name="kept">What earlier attempts finished of the shard.</param>
    /// <returns>The header of the predictions, and all parts of the shard.</returns>
    /// <exception cref="RunException">The corpus ends before what is kept.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch; finished windows are kept.</exception>
    public async Task<(byte[] Header, FinishedParts Parts)> RunAsync(CorpusWindows windows, ITextClassifier classifier, FinishedParts kept, CancellationToken cancellationToken)
    {
        meter.BeginLabelling(kept.Counts);
        if (!await windows.SkipAsync(shard.First + kept.Counts.Posts))
        {
            throw new RunException(folder.Path, "The finished parts hold more posts than the corpus.", "Add --overwrite to begin anew.");
        }

        using var known = request.LabelOnce ? new KnownTexts(classifier.Codes) : null;
        var rollUp = request.Taxonomy is null ? null : new RollUp(request.Taxonomy, classifier.Codes);
        var labeler = new WindowLabeler(classifier, rollUp, plan.Predictions, meter, known);

        // one thread for all windows: torch keeps worker threads and memory for every thread that calls it
        var all = await Task.Factory.StartNew(
            () => Label(windows, labeler, kept, known, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return (labeler.Header(), all);
    }

    /// <summary>Labels the rest of the shard: while a window is classified, the next one is read and the one before is written.</summary>
    private FinishedParts Label(CorpusWindows windows, WindowLabeler labeler, FinishedParts kept, KnownTexts? known, CancellationToken cancellationToken)
    {
        var (parts, counts) = (kept.Parts.ToList(), kept.Counts);
        var reading = Task.Run(windows.NextAsync, CancellationToken.None);
        Task<PartReference>? writing = null;
        void FinishWriting()
        {
            if (writing is not null)
            {
                parts.Add(writing.GetAwaiter().GetResult());
            }
        }

        try
        {
            for (var index = shard.FirstPart + kept.Parts.Count; reading.GetAwaiter().GetResult() is { } window; index++)
            {
                reading = Task.Run(windows.NextAsync, CancellationToken.None);
                var (classifications, classifierSeconds) = labeler.Classify(window, cancellationToken);
                var part = labeler.MakePart(window, classifications, (meter.Mark(), classifierSeconds));
                if (plan.Counted is not null)
                {
                    known?.Clear(); // so that the bytes do not depend on where shards begin
                }

                FinishWriting();
                var number = index;
                writing = Task.Run(() => folder.Write(number, part), CancellationToken.None);
                counts = counts.Plus(part.Counts);
            }

            FinishWriting();
            return new FinishedParts(parts, counts);
        }
        finally
        {
            // what is under way comes to its end, so that a finished window is kept and the corpus can be closed
            Task.WhenAll(reading, writing ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }
}
