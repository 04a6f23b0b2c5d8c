using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>Labels what is left of one shard, into parts; the work of plain runs and of planned ones.</summary>
/// <param name="folder">Receives the parts.</param>
/// <param name="repeated">Which posts get the prediction of an earlier one; the shard is the whole corpus then. Null where each is classified by itself.</param>
internal sealed class ShardLabeling(LabelRequest request, RunPlan plan, PlannedShard shard, PartFolder folder, LabelMeter meter, RepeatedPosts? repeated = null)
{
    /// <param name="windows">Of the corpus up to the end of the shard, none read.</param>
    /// <param name="kept">What earlier attempts finished of the shard.</param>
    /// <returns>The header of the predictions, and all parts of the shard.</returns>
    /// <exception cref="RunException">The corpus ends before what is kept, or a part that a post repeats is no longer whole.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch; finished windows are kept.</exception>
    public async Task<(byte[] Header, FinishedParts Parts)> RunAsync(CorpusWindows windows, ITextClassifier classifier, FinishedParts kept, CancellationToken cancellationToken)
    {
        meter.BeginLabelling(kept.Counts);
        if (!await windows.SkipAsync(shard.First + kept.Counts.Posts))
        {
            throw new RunException(folder.Path, "The finished parts hold more posts than the corpus.", "Add --overwrite to begin anew.");
        }

        var rollUp = request.Taxonomy is null ? null : new RollUp(request.Taxonomy, classifier.Codes);
        var labeler = new WindowLabeler(classifier, rollUp, plan.Predictions, meter);

        // one thread for all windows: torch keeps worker threads and memory for every thread that calls it
        var all = await Task.Factory.StartNew(
            () => Label(windows, labeler, classifier.Codes, kept, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return (labeler.Header(), all);
    }

    /// <summary>Labels the rest of the shard: while a window is classified, the next one is read and the one before is written.</summary>
    private FinishedParts Label(CorpusWindows windows, WindowLabeler labeler, CodeSet codes, FinishedParts kept, CancellationToken cancellationToken)
    {
        var (parts, counts) = (kept.Parts.ToList(), kept.Counts);
        var reading = Task.Run(windows.NextAsync, CancellationToken.None);
        Task<PartReference>? writing = null;
        void FinishWriting()
        {
            if (writing is not null)
            {
                parts.Add(writing.GetAwaiter().GetResult());
                writing = null;
            }
        }

        try
        {
            for (var index = shard.FirstPart + kept.Parts.Count; reading.GetAwaiter().GetResult() is { } window; index++)
            {
                reading = Task.Run(windows.NextAsync, CancellationToken.None);
                if (repeated is not null)
                {
                    FinishWriting(); // the window may repeat posts of the one before
                }

                var first = (long)index * CorpusWindows.Size;
                var (given, sources) = FindRepeated(first, window.Posts.Count, parts, codes);
                var (classifications, classifierSeconds) = labeler.Classify(window, given, sources, cancellationToken);
                var part = labeler.MakePart(window, classifications, place => repeated?.IsAskedLater(first + place) == true, (meter.Mark(), classifierSeconds));
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

    /// <summary>What posts of a window get from earlier windows, and which post of the window each of the others gets its classification from.</summary>
    /// <param name="first">The number of the first post of the window.</param>
    private (Classification?[] Given, int[] Sources) FindRepeated(long first, int posts, List<PartReference> parts, CodeSet codes)
    {
        var given = new Classification?[posts];
        int[] sources = [.. Enumerable.Range(0, posts)];
        if (repeated is null)
        {
            return (given, sources);
        }

        var earlier = new List<(int Place, long Row)>();
        for (var place = 0; place < posts; place++)
        {
            var row = repeated.FirstOf(first + place);
            if (row >= first)
            {
                sources[place] = (int)(row - first);
            }
            else
            {
                earlier.Add((place, row));
            }
        }

        foreach (var group in earlier.GroupBy(one => (int)(one.Row / CorpusWindows.Size)))
        {
            var firsts = (folder.Read(parts[group.Key]) ?? throw folder.Lost(parts[group.Key])).Firsts.ToDictionary(one => one.Place);
            foreach (var (place, row) in group)
            {
                given[place] = firsts[(int)(row % CorpusWindows.Size)].Repeat(codes);
            }
        }

        return (given, sources);
    }
}
