using System.Globalization;
using ForumClassifier.Corpora.Duplicates;

namespace ForumClassifier.Tests.Corpora.Duplicates;

public sealed class MinHashTests
{
    private readonly Shingles _shingles = new();

    [Fact]
    public void The_factors_and_summands_are_those_of_datasketch()
    {
        var expected = DuplicateGolden.Expected("minhash_128");

        Assert.Equal(expected.GetProperty("a").EnumerateArray().Select(a => ulong.Parse(a.GetString()!, CultureInfo.InvariantCulture)), MinHash.Factors); // strings all
        Assert.Equal(expected.GetProperty("b").EnumerateArray().Select(b => ulong.Parse(b.GetString()!, CultureInfo.InvariantCulture)), MinHash.Summands);
    }

    [Fact]
    public void Signatures_are_those_of_datasketch()
    {
        foreach (var entry in DuplicateGolden.Expected("minhash_128").GetProperty("signatures").EnumerateObject())
        {
            var signature = Signature(int.Parse(entry.Name, CultureInfo.InvariantCulture));

            Assert.Equal(entry.Value.EnumerateArray().Select(value => value.GetUInt32()), signature);
        }
    }

    [Fact]
    public void Estimates_are_those_of_datasketch()
    {
        foreach (var pair in DuplicateGolden.Expected("minhash_128").GetProperty("estimates_i_j").EnumerateArray())
        {
            Assert.Equal(pair[2].GetDouble(), MinHash.Estimate(Signature(pair[0].GetInt32()), Signature(pair[1].GetInt32())));
        }
    }

    private uint[] Signature(int text) => MinHash.Signature(_shingles.Of(NormalizedText.Of(DuplicateGolden.Texts[text])));
}
