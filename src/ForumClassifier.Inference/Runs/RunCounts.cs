using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.Posts;

namespace ForumClassifier.Inference.Runs;

/// <summary>What a finished run counted.</summary>
/// <param name="Repeated">Those whose text was classified for an earlier post.</param>
/// <param name="UnreadableDates">Those of <paramref name="Undated"/> that have a date which cannot be read.</param>
/// <param name="DamagedFiles">Files of corpus folders that were left out.</param>
/// <param name="Codes">How many posts have each code, in the order of the model's codes.</param>
/// <param name="Since">Null where there is no earlier run.</param>
internal sealed record RunCounts(
    long Posts, long Abstained, long Truncated, long Undated, long Repeated, long UnreadableDates, long DamagedFiles, long Tokens, OrderedDictionary<string, long> Codes, SincePosts? Since)
{
    public static RunCounts Of(PartCounts parts, CodeSet codes, CorpusOddities oddities) => new(
        parts.Posts, parts.Abstained, parts.Truncated, parts.Undated, parts.Repeated, oddities.UnreadableDates, oddities.DamagedFileCount, parts.Tokens,
        new OrderedDictionary<string, long>(codes.Zip(parts.Codes, KeyValuePair.Create)), parts.Since);
}
