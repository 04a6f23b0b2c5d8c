using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>Labels what is left of one shard, into parts; the work of plain runs and of planned ones.</summary>
/// <param name="folder">Receives the parts.</param>
/// <param name="repeated">Which posts get the prediction of an earlier one; the shard is the whole corpus then. Null where each is classified by itself.</param>
/// <param name="since">What an earlier run said, for the posts that are unchanged since; null where there is none.</param>
internal sealed class ShardLabeling(LabelRequest request, RunPlan plan, PlannedShard shard, PartFolder folder, LabelMeter meter, RepeatedPosts? repeated = null, EarlierPredictions? since = null)
{
    /// <param name="windows">Of the corpus up to the end of the shard, none read.</param>
    /// <param name="kept">What earlier attempts finished of the shard.</param>
    /// <returns>The header of the predictions, and all parts of the shard.</returns>
    /// <exception cref="RunException">The corpus ends before what is kept, or a part that a post repeats is no longer whole.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch; finished windows are kept.</exception>
    public async Task<(byte[] Header, FinishedParts Parts)> RunAsync(CorpusWindows windows, ITextClassifier classifier, FinishedParts kept, CancellationToken cancellationToken)
    {
        meter.BeginLabelling(kept.Counts);
        Action<Post>? meet = since is null ? null : post => since.Find(post.Id); // for what is gone in the end
        if (!await windows.SkipAsync(shard.First + kept.Counts.Posts, meet))
        {
            throw new RunException(folder.Path, "The finished parts hold more posts than the corpus.", "Add --overwrite to begin anew.");
        }

        var rollUp = request.Taxonomy is null ? null : new RollUp(request.Taxonomy, classifier.Codes);
        var labeler = new WindowLabeler(classifier, rollUp, plan.Predictions, meter, since);

        // one thread for all windows: torch keeps worker threads and memory for every thread that calls it
        var all = await Task.Factory.StartNew(
            () => Label(windows, labeler, classifier.Codes, kept, cancellationToken), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        return (labeler.Header(), all);
    }

    /// <summary>Labels the rest of the shard: while a window is classified, the next one is prepared, the one after is read and the one before is written.</summary>
    private FinishedParts Label(CorpusWindows windows, WindowLabeler labeler, CodeSet codes, FinishedParts kept, CancellationToken cancellationToken)
    {
        var (parts, counts) = (kept.Parts.ToList(), kept.Counts);
        var reading = Task.Run(() => Read(windows), CancellationToken.None);
        var preparing = PrepareAsync(reading, labeler);
        reading = ReadAfterAsync(reading, windows);
        Task<(PartReference Part, PartCounts Counts)>? writing = null;
        void FinishWriting()
        {
            if (writing is not null)
            {
                var (part, counted) = writing.GetAwaiter().GetResult();
                parts.Add(part);
                counts = counts.Plus(counted);
                writing = null;
            }
        }

        void WaitForWriting() => meter.Time(
            () =>
            {
                FinishWriting();
                return parts.Count;
            },
            seconds => LabelPhases.None with { Wait = seconds });

        try
        {
            for (var index = shard.FirstPart + kept.Parts.Count; Wait(preparing) is ({ } window, var waited); index++)
            {
                preparing = PrepareAsync(reading, labeler);
                reading = ReadAfterAsync(reading, windows);
                if (repeated is not null)
                {
                    WaitForWriting(); // the window may repeat posts of the one before
                }

                var first = (long)index * CorpusWindows.Size;
                var (given, sources) = FindRepeated(first, window.Texts.Count, parts, codes);
                var classified = labeler.Classify(window, given, sources, waited, cancellationToken);
                WaitForWriting();
                var number = index;
                writing = Task.Run(() => Write(number, labeler, classified, place => repeated?.IsAskedLater(first + place) == true), CancellationToken.None);
            }

            FinishWriting();
            return new FinishedParts(parts, counts);
        }
        finally
        {
            // what is under way comes to its end, so that a finished window is kept and the corpus can be closed
            Task.WhenAll(reading, preparing, writing ?? Task.CompletedTask).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing).GetAwaiter().GetResult();
        }
    }

    private (CorpusWindow? Window, double Seconds) Read(CorpusWindows windows) =>
        meter.Time(() => windows.NextAsync().GetAwaiter().GetResult(), seconds => LabelPhases.None with { Read = seconds });

    // nothing is read after the end, or after what cannot be read
    private async Task<(CorpusWindow? Window, double Seconds)> ReadAfterAsync(Task<(CorpusWindow? Window, double Seconds)> before, CorpusWindows windows)
    {
        await Task.Yield();
        return (await before).Window is null ? (null, 0) : Read(windows);
    }

    private static async Task<PreparedWindow?> PrepareAsync(Task<(CorpusWindow? Window, double Seconds)> reading, WindowLabeler labeler)
    {
        await Task.Yield();
        return await reading is ({ } window, var seconds) ? labeler.Prepare(window, seconds) : null;
    }

    private (PreparedWindow? Window, double Seconds) Wait(Task<PreparedWindow?> preparing) =>
        meter.Time(() => preparing.GetAwaiter().GetResult(), seconds => LabelPhases.None with { Wait = seconds });

    private (PartReference Part, PartCounts Counts) Write(int index, WindowLabeler labeler, ClassifiedWindow classified, Func<int, bool> isAskedLater) => meter.Time(
        () =>
        {
            var part = labeler.MakePart(classified, isAskedLater);
            return (folder.Write(index, part), part.Counts);
        },
        seconds => LabelPhases.None with { Write = seconds }).Result;

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
