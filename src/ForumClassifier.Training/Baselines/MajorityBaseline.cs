using ForumClassifier.Core;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Predictions;

namespace ForumClassifier.Training.Baselines;

/// <summary>Says the same of every text, what most training posts have: the score that costs nothing.</summary>
public sealed class MajorityBaseline : ITextClassifier
{
    private readonly Classification _always;

    private MajorityBaseline(CodeSet codes, Classification always) => (Codes, _always) = (codes, always);

    public string Name => "majority-baseline";

    public CodeSet Codes { get; }

    /// <summary>Counts how many training posts have each code.</summary>
    /// <remarks>
    /// The probabilities are these shares. Under <see cref="Assignment.Single"/> the most frequent code is chosen, the first of several;
    /// under <see cref="Assignment.Multiple"/> every code that more than half of the posts have, mostly none.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no post, or under <see cref="Assignment.Single"/> none without a pending code.</exception>
    /// <exception cref="KeyNotFoundException">A post has a code that is not in <paramref name="codes"/>.</exception>
    public static MajorityBaseline Train(IReadOnlyList<CodedText> posts, CodeSet codes, Assignment assignment)
    {
        var examples = new Examples(posts, codes, assignment);
        var shares = codes.Select((_, index) => examples.ShareOf(index)).ToArray();
        var chosen = assignment == Assignment.Single ? [codes[shares.IndexOf(shares.Max())]] : codes.Where((_, index) => shares[index] > 0.5f).ToArray();
        return new MajorityBaseline(codes, new Classification(shares, chosen, TokenCount: 0, Truncated: false));
    }

    public IReadOnlyList<Classification> Classify(IReadOnlyList<PreparedText> texts, Action<ClassifiedBatch>? done, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(texts);
        cancellationToken.ThrowIfCancellationRequested();
        done?.Invoke(new ClassifiedBatch(texts.Count, ComputedTokens: 0, Seconds: 0));
        return [.. Enumerable.Repeat(_always, texts.Count)];
    }

    public void Dispose()
    {
        // holds nothing; a classifier is disposable for the sake of those that do
    }
}
