using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.RefiQda;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.RefiQda;

/// <summary>Files of NVivo, MAXQDA, ATLAS.ti, Taguette and others; the counts are those of a program of their own beside them.</summary>
public sealed class RealRefiFilesTests
{
    [Theory]
    [InlineData("scrambled/nvivo-windows-12.qdpx", 152, 4, 1, "TextSource 2", "PlainTextSelection 303", 303, 303, 2)]
    [InlineData("qualitative-coding/nvivo_project.qdpx", 262, 7, 0, "TextSource 2", "", 0, 0, 2)]
    [InlineData("scrambled/qc-1.3.2.qdpx", 262, 7, 0, "TextSource 2", "PlainTextSelection 158", 205, 205, 1)]
    [InlineData("scrambled/maxqda-24.qde", 307, 2, 0, "TextSource 10", "", 0, 0, 1)]
    [InlineData("scrambled/maxqda-24-mixed-namespaces.qde", 343, 2, 0, "TextSource 10", "", 0, 0, 1)]
    [InlineData("ponte/blank-atlas-project.qdpx", 0, 0, 0, "", "", 0, 0, 2)]
    [InlineData("ponte/target-atlas-project.qdpx", 3, 2, 0, "", "", 0, 0, 2)]
    [InlineData("sky-loom/Project.qde", 14, 1, 0, "TextSource 6, PictureSource 1, PDFSource 2, AudioSource 1, VideoSource 2", "PlainTextSelection 8, PictureSelection 1, PDFSelection 4, VideoSelection 2", 16, 14, 3)]
    [InlineData("sky-loom/TestProject.qdpx", 14, 1, 0, "TextSource 6, PictureSource 1, PDFSource 2, AudioSource 1, VideoSource 2", "PlainTextSelection 8, PictureSelection 1, PDFSelection 4, VideoSelection 2", 16, 14, 3)]
    [InlineData("Canvas-App/atlasti-shaped.qde", 4, 1, 0, "TextSource 2, PictureSource 1, PDFSource 2, AudioSource 1, VideoSource 2", "PlainTextSelection 2, PictureSelection 1", 3, 3, 2)]
    public void A_project_is_read_with_its_counts(
        string file, int codes, int depth, int headings, string sources, string selections, int codingElements, int differentCodings, int users)
    {
        var report = RefiProject.Read(Real(file)).Report;

        Assert.Equal((codes, depth, headings), (report.CodeCount, report.Depth, report.HeadingCount));
        Assert.Equal(Sorted(sources), Sorted(Counts(report.Sources)));
        Assert.Equal(Sorted(selections), Sorted(Counts(report.Selections)));
        Assert.Equal((codingElements, differentCodings, users), (report.CodingElements, report.DifferentCodings, report.Users.Count));
        var leftOut = report.LeftOut.Where(count => count.What.StartsWith("codings ", StringComparison.Ordinal)).Sum(count => count.Count);
        Assert.Equal(report.DifferentCodings, report.PassageCodings + report.WholeCodings + report.PlacelessCodings + leftOut);
    }

    [Theory]
    [InlineData("uto_tag/codebook.qdc", 3, 1, 0, "Taguette 1.4.1")]
    [InlineData("doorstop/exported.qdc", 8, 1, 2, "")]
    [InlineData("doorstop/exported-292c44ac.qdc", 8, 1, 2, "")]
    [InlineData("doorstop/ISO29148_example.qdc", 1, 1, 15, "")]
    public void A_codebook_is_read_with_its_counts(string file, int codes, int depth, int sets, string origin)
    {
        var import = RefiCodebook.Read(Real(file));

        Assert.Equal((codes, depth, sets, origin), (import.CodeCount, import.Depth, import.SetCount, import.Origin));
    }

    [Fact]
    public void A_codebook_without_a_code_is_refused()
    {
        var path = Real("doorstop/codebook-example-ISO29148.qdc");

        var e = Assert.Throws<ForumClassifier.Corpora.InputException>(() => RefiCodebook.Read(path));

        Assert.Equal($"{path}: The codebook holds no code. Export it again from a project with codes.", e.Message);
    }

    [Fact]
    public void Descriptions_are_read_as_elements_and_as_attributes()
    {
        var attributes = RefiCodebook.Read(Real("doorstop/exported.qdc")).Taxonomy;
        var elements = RefiCodebook.Read(Real("doorstop/exported-292c44ac.qdc")).Taxonomy;

        Assert.All(attributes.Codes, code => Assert.NotEqual("", code.Definition));
        Assert.Equal(attributes.Codes.Select(code => (code.GlobalId, code.Definition)), elements.Codes.Select(code => (code.GlobalId, code.Definition)));
        Assert.Equal([2, 6], attributes.Codes.SelectMany(code => code.Sets).GroupBy(set => set).Select(group => group.Count()));
    }

    /// <summary>Coders mark whole words: counted in code points, 49 of the 303 passages would begin and end between words.</summary>
    [Fact]
    public void Passages_of_NVivo_cover_whole_words()
    {
        var project = RefiProject.Read(Real("scrambled/nvivo-windows-12.qdpx")).Project;
        var bodies = project.Posts.ToDictionary(post => post.Id, post => post.Body);

        Assert.Equal(300, project.Passages.Count(passage => IsWhole(bodies[passage.PostId], passage)));
        Assert.Equal(188, project.Passages.Select(passage => (passage.Start, passage.End)).Distinct().Count());
        Assert.Equal([636385, 601382], project.Posts.Select(post => post.Body.Length));
    }

    /// <summary>This program codes whole lines.</summary>
    [Fact]
    public void Passages_of_qc_cover_whole_lines()
    {
        var project = RefiProject.Read(Real("scrambled/qc-1.3.2.qdpx")).Project;
        var bodies = project.Posts.ToDictionary(post => post.Id, post => post.Body);

        Assert.Equal(205, project.Passages.Count);
        Assert.All(project.Passages, passage =>
        {
            Assert.True(passage.Start == 0 || bodies[passage.PostId][passage.Start - 1] == '\n');
            Assert.Equal('\n', bodies[passage.PostId][passage.End - 1]);
        });
    }

    [Fact]
    public void Missing_files_are_counted_and_their_codings_stay_with_the_post()
    {
        var (project, report) = RefiProject.Read(Real("sky-loom/TestProject.qdpx"));

        Assert.Equal((23, 23), (report.InternalFiles, report.MissingFiles));
        Assert.Equal(8, report.MissingTexts.Count); // six texts and those of two PDF files
        Assert.Empty(project.Passages);
        Assert.NotEmpty(project.Codings);
    }

    [Fact]
    public void Code_names_used_twice_are_different_codes()
    {
        var codes = RefiProject.Read(Real("qualitative-coding/nvivo_project.qdpx")).Project.Taxonomy.All().ToList();

        Assert.Equal(9, codes.GroupBy(code => code.Name).Count(group => group.Count() > 1));
        Assert.Equal(262, codes.Select(code => code.Id).Distinct().Count());
        Assert.Equal(262, codes.Select(code => code.GlobalId).Distinct().Count());
    }

    [Theory]
    [InlineData("scrambled/nvivo-windows-12.qdpx")]
    [InlineData("qualitative-coding/nvivo_project.qdpx")]
    [InlineData("scrambled/qc-1.3.2.qdpx")]
    [InlineData("scrambled/maxqda-24.qde")]
    [InlineData("scrambled/maxqda-24-mixed-namespaces.qde")]
    [InlineData("ponte/blank-atlas-project.qdpx")]
    [InlineData("ponte/target-atlas-project.qdpx")]
    [InlineData("sky-loom/Project.qde")]
    [InlineData("Canvas-App/atlasti-shaped.qde")]
    public void A_project_written_again_is_valid_and_comes_back_equal(string file)
    {
        using var folder = new TemporaryFolder();
        var first = RefiProject.Read(Real(file)).Project;
        foreach (var ending in (string[])["qdpx", "qde"])
        {
            var path = folder.File($"again.{ending}");

            RefiProject.Write(path, first);

            Assert.Empty(RefiSchemas.Problems(path));
            Assert.Equal(Shown(first), Shown(RefiProject.Read(path).Project));
        }
    }

    [Theory]
    [InlineData("uto_tag/codebook.qdc")]
    [InlineData("doorstop/exported.qdc")]
    [InlineData("doorstop/exported-292c44ac.qdc")]
    [InlineData("doorstop/ISO29148_example.qdc")]
    [InlineData("scrambled/nvivo-windows-12.qdpx")]
    [InlineData("scrambled/maxqda-24.qde")]
    public void A_codebook_written_again_is_valid_and_comes_back_equal(string file)
    {
        using var folder = new TemporaryFolder();
        var first = RefiCodebook.Read(Real(file)).Taxonomy;
        var path = folder.File("again.qdc");

        RefiCodebook.Write(path, first);

        Assert.Empty(RefiSchemas.Problems(path));
        Assert.Equal(RefiTexts.Of(first), RefiTexts.Of(RefiCodebook.Read(path).Taxonomy));
    }

    private static string Real(string file) => SharedData.Require(["data", "refi-qda", .. file.Split('/')]);

    private static string Shown(CodingProject project) => RefiTexts.Of(project);

    private static string Counts(IReadOnlyList<RefiCount> counts) => string.Join(", ", counts.Select(count => FormattableString.Invariant($"{count.What} {count.Count}")));

    private static string Sorted(string counts) => string.Join(", ", counts.Split(", ").Order(StringComparer.Ordinal));

    private static bool IsWhole(string text, Passage passage) => IsEdge(text, passage.Start) && IsEdge(text, passage.End);

    private static bool IsEdge(string text, int at) =>
        at == 0 || at == text.Length || !char.IsLetterOrDigit(text[at - 1]) || !char.IsLetterOrDigit(text[at]);
}
