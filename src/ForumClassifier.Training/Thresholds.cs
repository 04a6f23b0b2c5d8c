using ForumClassifier.Core.Codings;

namespace ForumClassifier.Training;

/// <summary>The probability from which on a post gets a code, one for each code, under <see cref="Assignment.Multiple"/>.</summary>
public sealed class Thresholds
{
    /// <summary>A code with fewer positives than this in the validation part shares its threshold with the others like it.</summary>
    public const int FewestPositives = 5;

    /// <summary>Where nothing in the validation part speaks for a code: only certainty does.</summary>
    private const float Certain = 1f;

    private readonly CodeSet _codes;

    /// <param name="codes">The classifier's codes.</param>
    /// <param name="values">One for each code, in their order, each in (0, 1].</param>
    /// <exception cref="ArgumentException">There are more or fewer values than codes, or one is outside its range.</exception>
    public Thresholds(CodeSet codes, IReadOnlyList<float> values)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count != codes.Count)
        {
            throw new ArgumentException($"{codes.Count} codes need as many thresholds, not {values.Count}.", nameof(values));
        }

        if (values.Any(value => value is not (> 0f and <= 1f)))
        {
            throw new ArgumentException("A threshold lies above 0 and is at most 1.", nameof(values));
        }

        (_codes, Values) = (codes, [.. values]);
    }

    /// <summary>One for each code, in the order of the classifier's codes, each in (0, 1].</summary>
    public IReadOnlyList<float> Values { get; }

    /// <summary>Chooses, from validation posts alone, the threshold of each code with the highest F1; among equals the highest.</summary>
    /// <remarks>
    /// The candidates are the probabilities observed, 0 left out, so that a code the classifier never saw stays unchosen. Codes with fewer
    /// than <see cref="FewestPositives"/> positives get one threshold together, that of the highest micro F1 over all their decisions:
    /// the optimum of a handful of posts is mostly chance. A code, or such a group, without any positive above 0 gets 1.
    /// A post counts neither for nor against its pending codes.
    /// </remarks>
    /// <param name="codes">The classifier's codes.</param>
    /// <param name="probabilities">[posts, codes], each in [0, 1].</param>
    /// <param name="truth">The posts of <paramref name="probabilities"/>, in its order; none of them in the training part.</param>
    /// <exception cref="ArgumentException">There are not as many posts as probabilities, or none.</exception>
    public static Thresholds Choose(CodeSet codes, IReadOnlyList<IReadOnlyList<float>> probabilities, IReadOnlyList<CodedText> truth)
    {
        ArgumentNullException.ThrowIfNull(codes);
        ArgumentNullException.ThrowIfNull(probabilities);
        ArgumentNullException.ThrowIfNull(truth);
        if (probabilities.Count != truth.Count || truth.Count == 0)
        {
            throw new ArgumentException($"Thresholds need one or more posts and as many rows of probabilities, not {truth.Count} and {probabilities.Count}.", nameof(truth));
        }

        var decisions = codes.Select((code, index) => Decisions(code, index, probabilities, truth)).ToArray();
        var rare = decisions.Where(IsRare).SelectMany(decision => decision);
        var shared = HighestF1([.. rare]);
        return new Thresholds(codes, [.. decisions.Select(decision => IsRare(decision) ? shared : HighestF1(decision))]);
    }

    /// <summary>The ids of the codes whose probability reaches their threshold; none where none does.</summary>
    /// <param name="probabilities">One for each code, in the order of the classifier's codes.</param>
    public IReadOnlyList<string> CodesFrom(IReadOnlyList<float> probabilities)
    {
        ArgumentNullException.ThrowIfNull(probabilities);
        return [.. _codes.Where((_, index) => probabilities[index] >= Values[index])];
    }

    private static Decision[] Decisions(string code, int index, IReadOnlyList<IReadOnlyList<float>> probabilities, IReadOnlyList<CodedText> truth) =>
        [.. truth.Zip(probabilities)
            .Where(pair => !pair.First.Pending.Contains(code))
            .Select(pair => new Decision(pair.Second[index], pair.First.Codes.Contains(code)))];

    private static bool IsRare(Decision[] decisions) => decisions.Count(decision => decision.IsPositive) < FewestPositives;

    /// <summary>One pass from the highest probability down; F1 = 2 TP / (chosen + positives), compared as fractions.</summary>
    private static float HighestF1(Decision[] decisions)
    {
        var positives = decisions.LongCount(decision => decision.IsPositive);
        var (best, bestHits, bestSize) = (Certain, 0L, 1L);
        var (hits, chosen) = (0L, 0L);
        foreach (var group in decisions.Where(decision => decision.Probability > 0f).GroupBy(decision => decision.Probability).OrderByDescending(group => group.Key))
        {
            hits += group.LongCount(decision => decision.IsPositive);
            chosen += group.LongCount();
            if (hits * bestSize > bestHits * (chosen + positives))
            {
                (best, bestHits, bestSize) = (group.Key, hits, chosen + positives);
            }
        }

        return best;
    }

    private readonly record struct Decision(float Probability, bool IsPositive);
}
