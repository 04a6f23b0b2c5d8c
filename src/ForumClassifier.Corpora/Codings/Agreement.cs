using ForumClassifier.Core.Codings;

namespace ForumClassifier.Corpora.Codings;

/// <summary>What the codings of one post come to: the adjudicated one, else the only one, else what more than half of the coders gave.</summary>
internal static class Agreement
{
    public const string Adjudicated = "adjudicated";

    /// <param name="codings">At least one, of coders who each occur once.</param>
    /// <param name="order">All ids of the taxonomy, in its order: that of the codes returned.</param>
    /// <returns>No code under <see cref="Assignment.Single"/> where there is no majority or only candidates.</returns>
    public static (IReadOnlyList<string> Codes, IReadOnlyList<string> Pending) Of(IReadOnlyList<PostCoding> codings, CodeSet order)
    {
        if (codings.FirstOrDefault(coding => coding.Coder == Adjudicated) is { } adjudicated)
        {
            codings = [adjudicated];
        }

        var codes = order.Where(code => 2 * codings.Count(coding => coding.Codes.Contains(code)) > codings.Count).ToList();
        var pending = order.Where(code => !codes.Contains(code) && codings.Any(coding => coding.Pending.Contains(code)));
        return (codes, [.. pending]);
    }
}
