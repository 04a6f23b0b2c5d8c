using ForumClassifier.Corpora;
using ForumClassifier.Corpora.RefiQda;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.RefiQda;

public sealed class RefiHostileFilesTests
{
    private const string Text = "<TextSource guid=\"aaaaaaaa-0000-4000-8000-000000000001\" plainTextPath=\"internal://t.txt\"/>";

    [Theory]
    [InlineData("../outside.txt")]
    [InlineData("sources/../../outside.txt")]
    [InlineData("/etc/outside.txt")]
    [InlineData("C:\\outside.txt")]
    public void An_entry_that_leads_out_of_the_archive_is_refused(string entry)
    {
        using var folder = new TemporaryFolder();
        var path = RefiFiles.Zip(folder, "p.qdpx", ("project.qde", RefiFiles.Project(Text)), (entry, "text"));

        var e = Assert.Throws<InputException>(() => RefiProject.Read(path));

        Assert.Equal($"{path}: The archive's entry '{entry}' leads out of it. Expected names inside the archive; do not trust this file.", e.Message);
    }

    [Fact]
    public void A_path_that_leads_out_of_the_project_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret.txt", "secret");
        var path = folder.Write("inner/p.qde", RefiFiles.Project(Text.Replace("t.txt", "..%2Fsecret.txt", StringComparison.Ordinal)));

        var e = Assert.Throws<InputException>(() => RefiProject.Read(path));

        Assert.Equal($"{path}: The path 'internal://..%2Fsecret.txt' leads out of the project. Expected the name of a file inside it; do not trust this file.", e.Message);
    }

    [Theory]
    [InlineData("relative:///../secret.txt")]
    [InlineData("absolute:///secret.txt")]
    [InlineData("file:///secret.txt")]
    public void Places_outside_the_project_are_missing(string reference)
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret.txt", "secret");
        var path = folder.Write("inner/p.qde", RefiFiles.Project(Text.Replace("internal://t.txt", reference, StringComparison.Ordinal)));

        Assert.Single(RefiProject.Read(path).Report.MissingTexts);
    }

    [Fact]
    public void An_XML_entity_is_refused()
    {
        using var folder = new TemporaryFolder();
        folder.Write("secret.txt", "secret");
        const string Declaration = "<!DOCTYPE Project [<!ENTITY x SYSTEM \"secret.txt\">]>\n<Project";
        var path = folder.Write("p.qde", RefiFiles.Project("<TextSource><PlainTextContent>&x;</PlainTextContent></TextSource>").Replace("<Project", Declaration, StringComparison.Ordinal));

        var e = Assert.Throws<InputException>(() => RefiProject.Read(path));

        Assert.Equal($"{path}: The XML has a document type declaration (DTD), through which a file can read others or fill the memory. Expected a file without one, as the standard's are; do not trust this one.", e.Message);
    }

    [Fact]
    public void A_zip_bomb_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = RefiFiles.Zip(folder, "p.qdpx", ("project.qde", RefiFiles.Project(Text)), ("sources/t.txt", new string('a', 32 * 1024 * 1024)));

        var e = Assert.Throws<InputException>(() => RefiProject.Read(path));

        Assert.Equal($"{path}: The archive's entry 'sources/t.txt' unpacks to more than 200 times its size. Expected texts and XML, which pack less; do not trust this file.", e.Message);
    }

    [Fact]
    public void Huge_nesting_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qdc", $"<CodeBook><Codes>{string.Concat(Enumerable.Repeat("<Code>", 100_000))}{string.Concat(Enumerable.Repeat("</Code>", 100_000))}</Codes></CodeBook>");

        var e = Assert.Throws<InputException>(() => RefiCodebook.Read(path));

        Assert.Equal($"{path}(1): The elements nest more than 256 deep. Expected a REFI-QDA file as a tool writes it; do not trust this one.", e.Message);
    }

    [Fact]
    public void A_saved_web_page_is_told_from_a_project()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("demo.qdpx", "\n<!DOCTYPE html>\n<html><body>404</body></html>");

        var e = Assert.Throws<InputException>(() => RefiProject.Read(path));

        Assert.Equal($"{path}: This is a web page (HTML), not a REFI-QDA file. Download the file itself, not the page that shows it.", e.Message);
    }

    [Fact]
    public void Other_XML_is_told_from_a_project()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qde", "<?xml version=\"1.0\"?>\n<CodeBook/>");

        var e = Assert.Throws<InputException>(() => RefiProject.Read(path));

        Assert.Equal($"{path}(2): The root of the XML is 'CodeBook'. Expected 'Project' (a .qdpx or .qde file); a codebook is read by 'taxonomy import'.", e.Message);
    }

    [Fact]
    public void Broken_XML_is_told_with_its_line()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qde", "<Project>\n<Users></Project>");

        var e = Assert.Throws<InputException>(() => RefiProject.Read(path));

        Assert.Equal($"{path}(2): This is not well-formed XML. Export the file again from the tool that wrote it.", e.Message);
    }

    [Fact]
    public void An_archive_without_a_project_or_with_several_is_refused()
    {
        using var folder = new TemporaryFolder();
        var none = RefiFiles.Zip(folder, "none.qdpx", ("__MACOSX/._project.qde", "x"));
        var several = RefiFiles.Zip(folder, "several.qdpx", ("a.qde", "<Project/>"), ("b/b.QDE", "<Project/>"));

        Assert.Equal($"{none}: The archive holds no project (.qde). Expected a .qdpx file: a zip archive with one .qde file and a folder of sources.", Assert.Throws<InputException>(() => RefiProject.Read(none)).Message);
        Assert.Equal($"{several}: The archive holds several projects: a.qde, b/b.QDE. Expected one .qde file; take the others out.", Assert.Throws<InputException>(() => RefiProject.Read(several)).Message);
    }

    [Fact]
    public void A_cut_archive_is_told()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(RefiFiles.Zip(folder, "p.qdpx", ("project.qde", RefiFiles.Project(Text))));
        var path = folder.File("cut.qdpx");
        File.WriteAllBytes(path, whole[..(whole.Length / 2)]);

        var e = Assert.Throws<InputException>(() => RefiProject.Read(path));

        Assert.Equal($"{path}: The zip archive is damaged, cut or encrypted. Export the project again from the tool that wrote it.", e.Message);
    }
}
