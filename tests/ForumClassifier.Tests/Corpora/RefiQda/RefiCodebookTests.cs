using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora.RefiQda;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.RefiQda;

public sealed class RefiCodebookTests
{
    [Fact]
    public void What_is_written_is_valid_and_comes_back_equal()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20260302);
        var path = folder.File("codebook.qdc");
        for (var round = 0; round < 100; round++)
        {
            var taxonomy = RandomTaxonomies.Next(random);

            RefiCodebook.Write(path, taxonomy);

            Assert.Empty(RefiSchemas.Problems(path));
            Assert.Equal(RefiTexts.Of(taxonomy), RefiTexts.Of(RefiCodebook.Read(path).Taxonomy));
        }
    }

    [Fact]
    public void A_code_is_known_by_guid_and_path()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("codes.qdc", """
            <q:CodeBook xmlns:q="urn:QDA-XML:codebook:0:4"><q:Codes>
              <q:Code guid="{AAAAAAAA-0000-4000-8000-00000000000A}" name="Hardware" isCodable="0">
                <q:Code guid="bbbbbbbb-0000-4000-8000-00000000000b" name="Größe &amp; Ram" isCodable="1" color="#F00"/>
                <q:Code guid="cccccccc-0000-4000-8000-00000000000c" name="Größe, Ram" isCodable="true" color="red"/>
              </q:Code>
              <q:Code guid="dddddddd-0000-4000-8000-00000000000d" name="記憶" isCodable="true"/>
              <q:Code guid="bbbbbbbb-0000-4000-8000-00000000000b" name="Twice" isCodable="true"/>
            </q:Codes></q:CodeBook>
            """);

        var import = RefiCodebook.Read(path);

        Assert.Equal(
            [("hardware", false, null), ("hardware.grosse-ram", true, "#F00"), ("hardware.grosse-ram-cccccccc", true, null), ("code-dddddddd", true, null), ("twice", true, null)],
            import.Taxonomy.All().Select(code => (code.Id, code.Codable, code.Color)));
        Assert.Equal(("codes", 1, Assignment.Multiple), (import.Taxonomy.Name, import.Taxonomy.Version, import.Taxonomy.Assignment));
        Assert.Equal([new RefiCount("colours not written as #rrggbb", 1), new RefiCount("guids that an earlier code has too", 1)], import.LeftOut);
    }

    [Fact]
    public void Codes_without_a_guid_get_one_that_stays()
    {
        using var folder = new TemporaryFolder();
        var taxonomy = new Taxonomy("forum", 1, Assignment.Multiple, [new Code("memory", "Memory", "")]);
        RefiCodebook.Write(folder.File("1.qdc"), taxonomy);
        RefiCodebook.Write(folder.File("2.qdc"), taxonomy with { Codes = [taxonomy.Codes[0] with { Name = "RAM" }] });

        var first = RefiCodebook.Read(folder.File("1.qdc")).Taxonomy.Codes.Single();
        var second = RefiCodebook.Read(folder.File("2.qdc")).Taxonomy.Codes.Single();

        Assert.Equal(first.GlobalId, second.GlobalId);
        Assert.Equal(("memory", "RAM"), (second.Id, second.Name));
    }
}
