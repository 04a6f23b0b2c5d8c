using ForumClassifier.Core;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora.Predictions;

namespace ForumClassifier.Inference.Runs;

/// <summary>Turns windows of posts into parts. Preparing, classifying and making parts may go on at once, each for another window.</summary>
/// <param name="rollUp">Of the classifier's codes, or null to leave their parents out.</param>
/// <param name="known">What was said of the texts of earlier windows, so that none is classified twice; null reuses those of the same window alone.</param>
internal sealed class WindowLabeler(ITextClassifier classifier, RollUp? rollUp, PredictionFormat format, LabelMeter meter, KnownTexts? known)
{
    /// <param name="readSeconds">That reading the window took.</param>
    public PreparedWindow Prepare(CorpusWindow window, double readSeconds)
    {
        var (texts, seconds) = meter.Time(
            () =>
            {
                var prepared = new PreparedText?[window.Posts.Count];
                Parallel.For(0, prepared.Length, i => prepared[i] = window.Texts[i].Length > 0 ? classifier.Prepare(window.Texts[i]) : null);
                return prepared;
            },
            seconds => LabelPhases.None with { Tokenize = seconds });
        return new PreparedWindow(window, texts, readSeconds, seconds);
    }

    /// <summary>Classifies the texts of a window; those with the same key once.</summary>
    /// <param name="waited">Seconds that the classifier waited for the window.</param>
    /// <exception cref="OperationCanceledException">Cancelled, at the end of a batch.</exception>
    public ClassifiedWindow Classify(PreparedWindow window, double waited, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var (phases, computed) = (meter.Phases, meter.ComputedTokens);
        List<PreparedText> texts = [.. window.Texts.OfType<PreparedText>()];
        var found = ClassifyOnce(texts, cancellationToken);
        meter.CountWindow(window.Texts.Count - texts.Count, found.Sum(one => (long)one.TokenCount));
        var all = new Classification?[window.Texts.Count];
        for (var (i, next) = (0, 0); i < all.Length; i++)
        {
            all[i] = window.Texts[i] is null ? null : found[next++];
        }

        var spent = new LabelPhases(
            window.ReadSeconds, window.TokenizeSeconds, waited, meter.Phases.Forward - phases.Forward, Write: 0, meter.Phases.FirstToLastBatch - phases.FirstToLastBatch);
        return new ClassifiedWindow(window.Window, all, meter.ComputedTokens - computed, spent, meter.Mark());
    }

    public Part MakePart(ClassifiedWindow classified)
    {
        var (rows, seconds) = meter.Time(
            () =>
            {
                var rows = new MemoryStream();
                using var writer = new PredictionWriter(rows, format, classifier.Codes, rollUp);
                foreach (var (post, classification) in classified.Window.Posts.Zip(classified.Classifications))
                {
                    writer.Write(new Prediction(
                        post.Id, post.ThreadId, post.CreatedAt, classification?.Codes ?? [], classification is null, classification?.Probabilities ?? [],
                        classification?.Truncated ?? false, classifier.Name));
                }

                writer.Flush();
                return rows;
            },
            _ => LabelPhases.None); // counted with the saving of the part
        return new Part(Count(classified, seconds), rows.GetBuffer().AsMemory(0, (int)rows.Length));
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

    /// <summary>A text that is read as an earlier one gets what was said of that, with no tokens read.</summary>
    private List<Classification> ClassifyOnce(List<PreparedText> texts, CancellationToken cancellationToken)
    {
        var all = new Classification?[texts.Count];
        var own = new OrderedDictionary<string, int>(StringComparer.Ordinal); // keys that are new, and where they occur first
        for (var i = 0; i < all.Length; i++)
        {
            all[i] = own.ContainsKey(texts[i].Key) ? null : known?.Find(texts[i].Key);
            if (all[i] is null)
            {
                own.TryAdd(texts[i].Key, i);
            }
        }

        var found = ClassifyAll([.. own.Values.Select(i => texts[i])], cancellationToken);
        known?.Add(own.Keys.Zip(found));
        meter.CountRepeated(texts.Count - own.Count);
        for (var i = 0; i < all.Length; i++)
        {
            if (all[i] is null)
            {
                var one = found[own.IndexOf(texts[i].Key)];
                all[i] = own[texts[i].Key] == i ? one : one with { TokenCount = KnownTexts.NoTokens };
            }
        }

        return [.. all.OfType<Classification>()];
    }

    private PartCounts Count(ClassifiedWindow classified, double writeSeconds)
    {
        var (posts, classifications) = (classified.Window.Posts, classified.Classifications);
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
            classifications.Count(classification => classification?.TokenCount == KnownTexts.NoTokens),
            classifications.Sum(classification => (long?)classification?.TokenCount) ?? 0,
            classified.ComputedTokens,
            classified.Seconds,
            classified.Phases with { Write = writeSeconds },
            codes);
    }
}
