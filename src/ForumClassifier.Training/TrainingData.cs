using System.Security.Cryptography;
using System.Text.Json;
using ForumClassifier.Core.Codings;

namespace ForumClassifier.Training;

/// <summary>What a training learns from and is measured on.</summary>
public sealed class TrainingData
{
    /// <param name="posts">Coded posts with a text.</param>
    /// <param name="testPosts">Posts to measure on; null to split some off <paramref name="posts"/>.</param>
    /// <exception cref="TrainingDataException">Fewer than two codes have examples, or there is no post to measure on.</exception>
    public TrainingData(Taxonomy taxonomy, IReadOnlyList<CodedText> posts, IReadOnlyList<CodedText>? testPosts)
    {
        ArgumentNullException.ThrowIfNull(taxonomy);
        ArgumentNullException.ThrowIfNull(posts);
        (Taxonomy, Posts, TestPosts) = (taxonomy, posts, testPosts);
        var used = posts.Concat(testPosts ?? []).SelectMany(post => post.Codes).ToHashSet(StringComparer.Ordinal);
        Codes = new CodeSet(taxonomy.All().Select(code => code.Id).Where(used.Contains));
        string[] learnable = [.. posts.SelectMany(post => post.Codes).Distinct(StringComparer.Ordinal)];
        var hasNone = taxonomy.Assignment == Assignment.Multiple && posts.Any(post => post.Codes.Count == 0);
        if (learnable.Length + (hasNone ? 1 : 0) < 2)
        {
            throw new TrainingDataException(
                $"The labelled data has {posts.Count} coded posts with text{(posts.Count == 0 ? "" : learnable is [var code] ? $", all with the same code ({code})" : ", all without a code")}. "
                + "Expected examples of at least two codes, of which \"none of them\" may be one. Code posts with other codes first.");
        }

        if (testPosts is { Count: 0 })
        {
            throw new TrainingDataException("The test data has no coded post with text. Expected at least one. Check --test-data and its columns.");
        }
    }

    public Taxonomy Taxonomy { get; }

    public IReadOnlyList<CodedText> Posts { get; }

    public IReadOnlyList<CodedText>? TestPosts { get; }

    /// <summary>The codes that occur, in the order of the taxonomy: the classifier's outputs.</summary>
    public CodeSet Codes { get; }

    public Assignment Assignment => Taxonomy.Assignment;

    /// <summary>SHA-256 over ids, threads, texts and codes, in their order.</summary>
    public string Hash() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(new { Taxonomy, Posts, TestPosts })));
}
