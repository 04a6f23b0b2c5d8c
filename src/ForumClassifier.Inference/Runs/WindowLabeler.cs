using ForumClassifier.Core;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>Turns windows of posts into parts. Within a window, texts that the classifier reads alike are classified once; nothing else reaches from post to post.</summary>
/// <param name="rollUp">Of the classifier's codes, or null to leave their parents out.</param>
internal sealed class WindowLabeler(ITextClassifier classifier, RollUp? rollUp, PredictionFormat format, LabelMeter meter)
{
    /// <summary>The token count of a text that was not read again.</summary>
    public const int NoTokens = 0;

    /// <summary>Classifies the texts of a window that are not empty.</summary>
    /// <param name="given">For each post what is known of it already, from an earlier window; else null.</param>
    /// <param name="sources">For each post the place of the one in the window whose classification it gets: its own, or an earlier one's.</param>
    /// <returns>One for each post, null where it has no text; and the seconds inside the classifier.</returns>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    public (IReadOnlyList<Classification?> Classifications, double Seconds) Classify(
        CorpusWindow window, IReadOnlyList<Classification?> given, IReadOnlyList<int> sources, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var all = given.ToArray();
        List<int> asked = [.. Enumerable.Range(0, all.Length).Where(i => window.Texts[i].Length > 0 && all[i] is null && sources[i] == i)];
        var alike = FindAlike([.. asked.Select(i => window.Texts[i])]);
        List<int> own = [.. asked.Where((_, i) => alike[i] == i)];
        var (found, seconds) = ClassifyAll([.. own.Select(i => window.Texts[i])], cancellationToken);
        foreach (var (place, said) in own.Zip(found))
        {
            all[place] = said;
        }

        for (var i = 0; i < asked.Count; i++)
        {
            all[asked[i]] ??= all[asked[alike[i]]]! with { TokenCount = NoTokens }; // an earlier one, which was classified
        }

        for (var i = 0; i < all.Length; i++)
        {
            if (window.Texts[i].Length > 0 && all[i] is null)
            {
                all[i] = all[sources[i]]! with { TokenCount = NoTokens }; // likewise
            }
        }

        meter.CountWindow(window.Posts.Count - own.Count, found.Sum(one => (long)one.TokenCount));
        return (all, seconds);
    }

    /// <param name="isAskedLater">Says of a place whether later windows repeat the post.</param>
    /// <param name="seconds">That the part took, and those of them inside the classifier.</param>
    public Part MakePart(CorpusWindow window, IReadOnlyList<Classification?> classifications, Func<int, bool> isAskedLater, (double All, double Classifier) seconds)
    {
        var rows = new MemoryStream();
        using (var writer = new PredictionWriter(rows, format, classifier.Codes, rollUp))
        {
            foreach (var (post, classification) in window.Posts.Zip(classifications))
            {
                writer.Write(new Prediction(
                    post.Id, post.ThreadId, post.CreatedAt, classification?.Codes ?? [], classification is null, classification?.Probabilities ?? [],
                    classification?.Truncated ?? false, classifier.Name));
            }
        }

        var firsts = classifications.Select((said, place) => said is not null && isAskedLater(place) ? FirstPrediction.Of(place, said, classifier.Codes) : null);
        return new Part(Count(window, classifications, seconds), rows.GetBuffer().AsMemory(0, (int)rows.Length), [.. firsts.OfType<FirstPrediction>()]);
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

    private (IReadOnlyList<Classification> Found, double Seconds) ClassifyAll(List<string> texts, CancellationToken cancellationToken)
    {
        var (found, seconds) = texts.Count == 0 ? ([], 0) : meter.Time(() => classifier.Classify(texts, meter.CountBatch, cancellationToken));
        if (found.Count != texts.Count)
        {
            throw new InvalidOperationException($"The classifier gave {found.Count} classifications for {texts.Count} texts.");
        }

        return (found, seconds);
    }

    /// <summary>For each text the place of the first one that is read alike.</summary>
    private int[] FindAlike(string[] texts)
    {
        var keys = new string[texts.Length];
        Parallel.For(0, keys.Length, i => keys[i] = classifier.KeyOf(texts[i]));
        var first = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < keys.Length; i++)
        {
            first.TryAdd(keys[i], i);
        }

        return [.. keys.Select(key => first[key])];
    }

    private PartCounts Count(CorpusWindow window, IReadOnlyList<Classification?> classifications, (double All, double Classifier) seconds)
    {
        var codes = new long[classifier.Codes.Count];
        foreach (var code in classifications.SelectMany(classification => classification?.Codes ?? []))
        {
            codes[classifier.Codes.IndexOf(code)]++;
        }

        return new PartCounts(
            window.Posts.Count,
            classifications.Count(classification => classification is null),
            [.. window.Posts.Where((_, i) => classifications[i] is null).Take(PartCounts.MostIds).Select(post => post.Id)],
            classifications.Count(classification => classification?.Truncated == true),
            window.Posts.Count(post => post.CreatedAt is null),
            classifications.Count(classification => classification?.TokenCount == NoTokens),
            classifications.Sum(classification => (long?)classification?.TokenCount) ?? 0,
            seconds.All,
            seconds.Classifier,
            codes);
    }
}
