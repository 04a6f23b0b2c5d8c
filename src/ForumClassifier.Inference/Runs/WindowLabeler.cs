using ForumClassifier.Core;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>Turns windows of posts into parts; preparing, classifying and making parts may go on at once, each for another window.</summary>
/// <remarks>Within a window, texts that the classifier reads alike are classified once; nothing else reaches from post to post.</remarks>
/// <param name="rollUp">Of the classifier's codes, or null to leave their parents out.</param>
/// <param name="since">What an earlier run said, for the posts that are unchanged since; null where there is none.</param>
internal sealed class WindowLabeler(ITextClassifier classifier, RollUp? rollUp, PredictionFormat format, LabelMeter meter, EarlierPredictions? since)
{
    /// <summary>The token count of a text that was not read again.</summary>
    public const int NoTokens = 0;

    /// <param name="readSeconds">That reading the window took.</param>
    public PreparedWindow Prepare(CorpusWindow window, double readSeconds)
    {
        var (prepared, seconds) = meter.Time(
            () =>
            {
                var keys = TextKeys.Of(window.Texts);
                var texts = new PreparedText?[window.Posts.Count];
                var (kept, said, since) = FindUnchanged(window, keys);
                Parallel.For(0, texts.Length, i => texts[i] = window.Texts[i].Length > 0 && !kept[i] ? classifier.Prepare(window.Texts[i]) : null);
                return new PreparedWindow(window.Posts, texts, keys, said, since, readSeconds, TokenizeSeconds: 0);
            },
            seconds => LabelPhases.None with { Tokenize = seconds });
        return prepared with { TokenizeSeconds = seconds };
    }

    /// <summary>Classifies the texts of a window.</summary>
    /// <param name="given">For each post what is known of it already, from an earlier window; else null.</param>
    /// <param name="sources">For each post the place of the one in the window whose classification it gets: its own, or an earlier one's.</param>
    /// <param name="waited">Seconds that the classifier waited for the window.</param>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    public ClassifiedWindow Classify(PreparedWindow window, IReadOnlyList<Classification?> given, IReadOnlyList<int> sources, double waited, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (phases, computed) = (meter.Phases, meter.ComputedTokens);
        Classification?[] all = [.. given.Zip(window.Earlier, (repeated, unchanged) => repeated ?? unchanged)];
        var firsts = new Dictionary<string, int>(StringComparer.Ordinal); // places of the first texts of each key
        var alike = new int[all.Length];
        List<(int Place, PreparedText Text)> own = [];
        for (var i = 0; i < all.Length; i++)
        {
            if (window.Texts[i] is { } text && all[i] is null && sources[i] == i)
            {
                alike[i] = firsts.TryAdd(text.Key, i) ? i : firsts[text.Key];
                if (alike[i] == i)
                {
                    own.Add((i, text));
                }
            }
            else
            {
                alike[i] = sources[i];
            }
        }

        var found = ClassifyAll([.. own.Select(one => one.Text)], cancellationToken);
        foreach (var ((place, _), said) in own.Zip(found))
        {
            all[place] = said;
        }

        for (var i = 0; i < all.Length; i++)
        {
            if (window.Texts[i] is not null && all[i] is null)
            {
                all[i] = all[alike[i]]! with { TokenCount = NoTokens }; // an earlier one, which has its own
            }
        }

        meter.CountWindow(all.Length - own.Count, found.Sum(one => (long)one.TokenCount));
        var spent = new LabelPhases(
            window.ReadSeconds, window.TokenizeSeconds, waited, meter.Phases.Forward - phases.Forward, Write: 0, meter.Phases.FirstToLastBatch - phases.FirstToLastBatch);
        return new ClassifiedWindow(window, all, meter.ComputedTokens - computed, spent, meter.Mark());
    }

    /// <param name="isAskedLater">Says of a place whether later windows repeat the post.</param>
    public Part MakePart(ClassifiedWindow classified, Func<int, bool> isAskedLater)
    {
        var (rows, seconds) = meter.Time(
            () =>
            {
                var rows = new MemoryStream();
                using var writer = new PredictionWriter(rows, format, classifier.Codes, rollUp);
                foreach (var (post, classification) in classified.Prepared.Posts.Zip(classified.Classifications))
                {
                    writer.Write(new Prediction(
                        post.Id, post.ThreadId, post.CreatedAt, classification?.Codes ?? [], classification is null, classification?.Probabilities ?? [],
                        classification?.Truncated ?? false, classifier.Name));
                }

                writer.Flush();
                return rows;
            },
            _ => LabelPhases.None); // counted with the saving of the part
        var firsts = classified.Classifications.Select((said, place) => said is not null && isAskedLater(place) ? FirstPrediction.Of(place, said, classifier.Codes) : null);
        return new Part(Count(classified, seconds), rows.GetBuffer().AsMemory(0, (int)rows.Length), [.. firsts.OfType<FirstPrediction>()], classified.Prepared.Keys);
    }

    /// <summary>The line of column names; empty in JSON Lines.</summary>
    public byte[] Header()
    {
        var header = new MemoryStream();
        using (var writer = new PredictionWriter(header, format, classifier.Codes, rollUp))
        {
            writer.WriteHeader();
        }

        return header.ToArray();
    }

    private IReadOnlyList<Classification> ClassifyAll(List<PreparedText> texts, CancellationToken cancellationToken)
    {
        var found = texts.Count == 0 ? [] : classifier.Classify(texts, meter.CountBatch, cancellationToken);
        return found.Count == texts.Count ? found : throw new InvalidOperationException($"The classifier gave {found.Count} classifications for {texts.Count} texts.");
    }

    private (bool[] Kept, Classification?[] Said, SincePosts? Counts) FindUnchanged(CorpusWindow window, byte[] keys)
    {
        var (kept, all) = (new bool[window.Posts.Count], new Classification?[window.Posts.Count]);
        if (since is null)
        {
            return (kept, all, null);
        }

        var changed = 0;
        for (var i = 0; i < all.Length; i++)
        {
            if (since.Find(window.Posts[i].Id) is (var text, var said, _))
            {
                kept[i] = keys.AsSpan(i * TextKeys.Bytes, TextKeys.Bytes).SequenceEqual(text) && (said is not null || window.Texts[i].Length == 0);
                all[i] = kept[i] ? said : null;
                changed += kept[i] ? 0 : 1;
            }
        }

        var unchanged = kept.Count(isKept => isKept);
        return (kept, all, new SincePosts(all.Length - unchanged - changed, changed, unchanged, Gone: 0));
    }

    private PartCounts Count(ClassifiedWindow classified, double writeSeconds)
    {
        var (posts, classifications) = (classified.Prepared.Posts, classified.Classifications);
        var codes = new long[classifier.Codes.Count];
        foreach (var code in classifications.SelectMany(classification => classification?.Codes ?? []))
        {
            codes[classifier.Codes.IndexOf(code)]++;
        }

        return new PartCounts(
            posts.Count,
            classifications.Count(classification => classification is null),
            [.. posts.Where((_, i) => classifications[i] is null).Take(PartCounts.MostIds).Select(post => post.Id)],
            classifications.Count(classification => classification?.Truncated == true),
            posts.Count(post => post.CreatedAt is null),
            classifications.Where((classification, i) => classification?.TokenCount == NoTokens && classified.Prepared.Earlier[i] is null).Count(),
            classifications.Sum(classification => (long?)classification?.TokenCount) ?? 0,
            classified.ComputedTokens,
            classified.Seconds,
            classified.Phases with { Write = writeSeconds },
            codes,
            classified.Prepared.Since);
    }
}
