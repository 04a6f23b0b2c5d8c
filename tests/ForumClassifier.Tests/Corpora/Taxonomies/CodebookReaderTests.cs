using ForumClassifier.Core.Codings;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Taxonomies;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.Taxonomies;

public class CodebookReaderTests
{
    [Fact]
    public async Task Published_codebooks_are_read_as_they_are()
    {
        var challenges = await CodebookReader.ReadAsync(SharedData.Require("data", "seed-paper", "codebook-Challenges.csv"), TestContext.Current.CancellationToken);
        var benefits = await CodebookReader.ReadAsync(SharedData.Require("data", "seed-paper", "codebook-Benefits.csv"), TestContext.Current.CancellationToken);

        Assert.Equal((17, 57), (challenges.Codes.Count, challenges.All().Count()));
        Assert.Equal((6, 27), (benefits.Codes.Count, benefits.All().Count()));
        Assert.Equal(["training-pipeline.training", "training-pipeline.fine-tuning", "training-pipeline.tokenization", "training-pipeline.pretraining"], challenges.Codes[1].Children.Select(code => code.Id));
        Assert.Equal(("hf-libraries-features", "API usage", "api-usage.api-usage"), (challenges.Codes[8].Id, challenges.Codes[9].Children[0].Name, challenges.Codes[9].Children[0].Id));
        Assert.All(challenges.All().Concat(benefits.All()).Where(code => code.Children.Count == 0), code => Assert.NotEqual("", code.Definition));
        Assert.Equal(84, challenges.All().Concat(benefits.All()).Select(code => code.Id).Distinct().Count());
    }

    [Fact]
    public async Task Names_that_come_to_the_same_id_are_told_apart()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("codebook.csv", "Category,Subcategory,Definition\nAPI usage,,a\nAPI Usage!,x y,b\n,X-Y,c\n漢字,,d\n");

        var taxonomy = await CodebookReader.ReadAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(["api-usage", "api-usage-2", "api-usage-2.x-y", "api-usage-2.x-y-2", "code"], taxonomy.All().Select(code => code.Id));
    }

    [Fact]
    public async Task Taxonomies_come_back_as_far_as_the_format_goes()
    {
        var random = new Random(7);
        using var folder = new TemporaryFolder();
        for (var i = 0; i < 100; i++)
        {
            Code Made(string id) => new(id, "n" + Text(random), Text(random))
            {
                Examples = [.. Enumerable.Range(0, random.Next(3)).Select(_ => "e" + Text(random))],
                Color = random.Next(2) == 0 ? "#4477aa" : null,
                Codable = random.Next(2) == 0,
                GlobalId = random.Next(2) == 0 ? "7D1F" : null,
                Sets = [.. Enumerable.Range(0, random.Next(3)).Select(number => $"s{number}")],
            };
            var codes = new[] { Made("a") with { Children = [Made("a.b") with { Children = [Made("c")] }, Made("d")] }, Made("e") };

            CodebookWriter.Write(folder.File("codebook.csv"), new Taxonomy("t", 3, Assignment.Single, codes) { Changes = [new TaxonomyChange(2, ChangeKind.Retire, ["z"], [], null, null, "")] });

            Assert.Equivalent(new Taxonomy("codebook", 1, Assignment.Multiple, codes), await CodebookReader.ReadAsync(folder.File("codebook.csv"), TestContext.Current.CancellationToken), strict: true);
        }
    }

    [Theory]
    [InlineData("category,subcategory,definition\n,x,a\nA,x,a\n,x,b\n", "(2): The row has no category, and no subcategory of the one above; fill in one of them.", "(4): The subcategory 'x' stands there twice under 'A'; keep one of the rows.")]
    [InlineData("id,parent,name\na,b,A\nb,a,B\nc,,C\n", "(2): The code 'a' stands below itself, or more than 30 levels deep; give one of the codes above it another parent.", "(3): The code 'b' stands below itself, or more than 30 levels deep; give one of the codes above it another parent.")]
    [InlineData("id,parent,name\nA,,A\na,x,A\na,,\n", "(2): The id 'A' may have lower-case letters, digits, '-', '_' and '.' only.", "(4): The id 'a' is already that of line 3; ids are unique.", "(4): The code has no name.", "(3): The code 'a' has the parent 'x', which is not an id here.")]
    [InlineData("category,definition\n", ": There is no code; expected one a row.")]
    public async Task Problems_are_named_with_their_lines(string content, params string[] problems)
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("codebook.csv", content);

        var error = await Assert.ThrowsAsync<TaxonomyException>(() => CodebookReader.ReadAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal($"{path} is not a valid taxonomy:{string.Concat(problems.Select(problem => $"\n  {path}{problem}"))}", error.Message);
    }

    [Fact]
    public async Task Other_columns_are_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("codebook.csv", "name,definition\nA,a\n");

        var error = await Assert.ThrowsAsync<InputException>(() => CodebookReader.ReadAsync(path, TestContext.Current.CancellationToken));

        Assert.Equal($"{path}(1): There is no column 'id' and 'name', and no column 'category'; there are: name, definition. Expected id, parent, name, definition; or category, subcategory, definition.", error.Message);
    }

    private static string Text(Random random) => OddTexts.Next(random).Replace("\0", "", StringComparison.Ordinal);
}
