using ForumClassifier.Analysis.Crosswalks;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Codings.Changes;

namespace ForumClassifier.Tests.Analysis.Crosswalks;

public class ComparedCodesTests
{
    [Theory]
    [InlineData(Assignment.Multiple, "speed memory missing-docs+wrong-docs")]
    [InlineData(Assignment.Single, "speed memory missing-docs+wrong-docs off-topic")]
    public void Older_model_is_compared_by_what_its_codes_became(Assignment assignment, string codes)
    {
        var newest = Newest(assignment);

        var compared = new ComparedCodes(newest, (1, ["slow-training", "speed", "memory", "docs", "off-topic"]), (3, Ledger.CodesAt(newest, 3)));

        Assert.Equal(codes.Split(' '), compared.Codes);
        Assert.Equal("speed", compared.OfModel("slow-training"));
        Assert.Equal("missing-docs+wrong-docs", compared.OfModel("docs"));
        Assert.Equal("missing-docs+wrong-docs", compared.OfCoders("wrong-docs"));
        Assert.Equal("memory", compared.OfCoders("memory"));
        Assert.Null(compared.OfCoders("new"));
        Assert.Equal(
            [
                new ComparedCode("model", "slow-training", "speed", "merged in version 2"),
                new ComparedCode("model", "docs", "missing-docs+wrong-docs", "split in version 3"),
                new ComparedCode("model", "off-topic", assignment == Assignment.Multiple ? null : "off-topic", "retired in version 3"),
                new ComparedCode("coders", "new", null, ""),
                new ComparedCode("coders", "wrong-docs", "missing-docs+wrong-docs", ""),
            ],
            compared.Others(new HashSet<string> { "memory", "new", "wrong-docs" }));
    }

    [Fact]
    public void Newer_model_is_compared_with_older_codings_the_same_way()
    {
        var newest = Newest(Assignment.Multiple);

        var compared = new ComparedCodes(newest, (3, ["speed", "memory", "missing-docs", "wrong-docs", "new"]), (1, Ledger.CodesAt(newest, 1)));

        Assert.Equal(["speed", "memory", "missing-docs+wrong-docs"], compared.Codes);
        Assert.Equal(("speed", "missing-docs+wrong-docs"), (compared.OfCoders("slow-training"), compared.OfCoders("docs")));
        Assert.Null(compared.OfCoders("off-topic"));
        Assert.Null(compared.OfModel("new"));
    }

    private static Taxonomy Newest(Assignment assignment) =>
        new("forum", 3, assignment, [.. ((string[])["speed", "memory", "missing-docs", "wrong-docs", "new"]).Select(id => new Code(id, id, ""))])
        {
            Changes =
            [
                new TaxonomyChange(2, ChangeKind.Add, ["new"], [], null, null, ""),
                new TaxonomyChange(2, ChangeKind.Merge, ["slow-training", "speed"], ["speed"], null, null, ""),
                new TaxonomyChange(3, ChangeKind.Split, ["docs"], ["missing-docs", "wrong-docs"], null, null, ""),
                new TaxonomyChange(3, ChangeKind.Retire, ["off-topic"], [], null, null, ""),
            ],
        };
}
