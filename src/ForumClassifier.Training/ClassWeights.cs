using ForumClassifier.Core.Codings;

namespace ForumClassifier.Training;

/// <summary>How much the posts of rare codes count in the loss.</summary>
public enum ClassWeights
{
    /// <summary>Each post the same.</summary>
    None,

    /// <summary>Each code the same: weights in inverse proportion to the number of its posts.</summary>
    Balanced,
}

internal static class ClassWeighting
{
    /// <summary>The weights the loss takes, or null for none.</summary>
    /// <returns>
    /// [C]: under single assignment posts / (C · posts of the code), under multiple posts without the code / posts with it, those left out
    /// for which it is pending; 1 for a code that no post has, and under multiple for one that every post has.
    /// </returns>
    public static float[]? Of(ClassWeights weights, CodeSet codes, Assignment assignment, IReadOnlyList<CodedText> training)
    {
        if (weights == ClassWeights.None)
        {
            return null;
        }

        var counts = training.SelectMany(post => post.Codes).CountBy(code => code).ToDictionary(StringComparer.Ordinal);
        var pending = training.SelectMany(post => post.Pending.Except(post.Codes, StringComparer.Ordinal)).CountBy(code => code).ToDictionary(StringComparer.Ordinal);
        return [.. codes.Select(code =>
        {
            var (with, without) = (counts.GetValueOrDefault(code), training.Count - counts.GetValueOrDefault(code) - pending.GetValueOrDefault(code));
            return with == 0 ? 1f
                : assignment == Assignment.Single ? (float)training.Count / (codes.Count * with)
                : without == 0 ? 1f
                : (float)without / with;
        })];
    }
}
