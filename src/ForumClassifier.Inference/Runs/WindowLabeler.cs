using ForumClassifier.Core;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>Turns windows of posts into parts.</summary>
/// <param name="known">What was said of the texts so far, so that none is read twice; null classifies each.</param>
internal sealed class WindowLabeler(ITextClassifier classifier, PredictionFormat format, LabelMeter meter, KnownTexts? known)
{
    /// <summary>Classifies the texts of a window that are not empty.</summary>
    /// <returns>One for each post, null where it has no text; and the seconds inside the classifier.</returns>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    public (IReadOnlyList<Classification?> Classifications, double Seconds) Classify(CorpusWindow window, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        List<string> texts = [.. window.Texts.Where(text => text.Length > 0)];
        var (found, seconds) = known is null ? ClassifyAll(texts, cancellationToken) : ClassifyOnce(known, texts, cancellationToken);
        meter.CountWindow(window.Posts.Count - texts.Count, found.Sum(one => (long)one.TokenCount));
        var all = new Classification?[window.Posts.Count];
        for (var (i, next) = (0, 0); i < all.Length; i++)
        {
            all[i] = window.Texts[i].Length > 0 ? found[next++] : null;
        }

        return (all, seconds);
    }

    /// <param name="seconds">That the part took, and those of them inside the classifier.</param>
    public Part MakePart(CorpusWindow window, IReadOnlyList<Classification?> classifications, (double All, double Classifier) seconds)
    {
        var rows = new MemoryStream();
        using (var writer = new PredictionWriter(rows, format, classifier.Codes))
        {
            foreach (var (post, classification) in window.Posts.Zip(classifications))
            {
                writer.Write(new Prediction(
                    post.Id, post.ThreadId, post.CreatedAt, classification?.Codes ?? [], classification is null, classification?.Probabilities ?? [],
                    classification?.Truncated ?? false, classifier.Name));
            }
        }

        return new Part(Count(window, classifications, seconds), rows.GetBuffer().AsMemory(0, (int)rows.Length));
    }

    /// <summary>The line of column names; empty in JSON Lines.</summary>
    public byte[] Header()
    {
        var header = new MemoryStream();
        using (var writer = new PredictionWriter(header, format, classifier.Codes))
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

    /// <summary>A text that is read as an earlier one gets what was said of that, with no tokens read.</summary>
    private (IReadOnlyList<Classification> Found, double Seconds) ClassifyOnce(KnownTexts known, List<string> texts, CancellationToken cancellationToken)
    {
        var keys = new string[texts.Count];
        Parallel.For(0, keys.Length, i => keys[i] = classifier.KeyOf(texts[i]));
        var all = new Classification?[texts.Count];
        var own = new OrderedDictionary<string, int>(StringComparer.Ordinal); // keys that are new, and where they occur first
        for (var i = 0; i < keys.Length; i++)
        {
            all[i] = own.ContainsKey(keys[i]) ? null : known.Find(keys[i]);
            if (all[i] is null)
            {
                own.TryAdd(keys[i], i);
            }
        }

        var (found, seconds) = ClassifyAll([.. own.Values.Select(i => texts[i])], cancellationToken);
        known.Add(own.Keys.Zip(found));
        meter.CountRepeated(texts.Count - own.Count);
        for (var i = 0; i < keys.Length; i++)
        {
            if (all[i] is null)
            {
                var one = found[own.IndexOf(keys[i])];
                all[i] = own[keys[i]] == i ? one : one with { TokenCount = KnownTexts.NoTokens };
            }
        }

        return ([.. all.OfType<Classification>()], seconds);
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
            classifications.Count(classification => classification?.TokenCount == KnownTexts.NoTokens),
            classifications.Sum(classification => (long?)classification?.TokenCount) ?? 0,
            seconds.All,
            seconds.Classifier,
            codes);
    }
}
