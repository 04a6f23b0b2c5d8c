using System.Text;
using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Core.Predictions;
using ForumClassifier.Corpora;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.RefiQda;
using ForumClassifier.Tests.TestSupport;

namespace ForumClassifier.Tests.Corpora.RefiQda;

public sealed class RefiProjectTests
{
    private const string Memory = "11111111-1111-4111-8111-111111111111";
    private const string Anna = "aaaaaaaa-0000-4000-8000-000000000001";
    private const string Ben = "aaaaaaaa-0000-4000-8000-000000000002";

    [Fact]
    public void What_is_written_is_valid_and_comes_back_equal()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20260301);
        for (var round = 0; round < 40; round++)
        {
            var project = RandomProject(random);
            foreach (var ending in (string[])["qdpx", "qde"])
            {
                var path = folder.File($"{round}.{ending}");

                RefiProject.Write(path, project);

                Assert.Empty(RefiSchemas.Problems(path));
                Assert.Equal(RefiTexts.Of(project), RefiTexts.Of(RefiProject.Read(path).Project));
            }
        }
    }

    [Fact]
    public void Guids_that_were_made_are_the_same_every_time()
    {
        using var folder = new TemporaryFolder();
        var project = Project(new Post("a", "a", "", null, "", "slow and slow", BodyFormat.Text)) with
        {
            Codings = [new PostCoding("a", "anna", ["memory"], null, null, "", [])],
            Passages = [new Passage("a", 0, 4, "anna", "memory", "", ""), new Passage("a", 0, 4, "anna", "memory", "", "")],
        };
        RefiProject.Write(folder.File("1.qdpx"), project);
        RefiProject.Write(folder.File("2.qdpx"), project);

        var back = RefiProject.Read(folder.File("1.qdpx")).Project;
        RefiProject.Write(folder.File("3.qdpx"), back);

        Assert.Equal(File.ReadAllBytes(folder.File("1.qdpx")), File.ReadAllBytes(folder.File("2.qdpx")));
        Assert.Equal(File.ReadAllBytes(folder.File("1.qdpx")), File.ReadAllBytes(folder.File("3.qdpx")));
        Assert.Equal(2, back.Passages.Select(passage => passage.GlobalId).Distinct().Count());
    }

    [Fact]
    public void Positions_are_code_points_and_those_of_NVivo_UTF_16_units()
    {
        using var folder = new TemporaryFolder();
        const string Text = "\U0001F600\U0001F600 slow";

        var standard = Passages(folder, Source(Text, Selection("", 3, 7)), origin: "qc 1.3.2");
        var nvivo = Passages(folder, Source(Text, Selection("", 5, 9)), origin: "NVivo for Windows 12.6");

        Assert.Equal((5, 9), (standard.Single().Start, standard.Single().End));
        Assert.Equal((5, 9), (nvivo.Single().Start, nvivo.Single().End));
    }

    /// <summary>The tool's name says one way of counting, the quoted words another.</summary>
    [Theory]
    [InlineData("\U0001F600 slow and slower", "slow and", 3, 11)] // UTF-16 units, end one past
    [InlineData("\U0001F600 slow and slower", "slow and", 2, 9)] // code points, end included
    [InlineData("\U0001F600 slow and slower", "slow a…", 2, 10)] // shortened
    [InlineData("one&#13;\ntwo slow", "two slow", 4, 12)] // CRLF as one
    public void Names_that_quote_the_text_decide_how_positions_are_counted(string text, string name, int start, int end)
    {
        using var folder = new TemporaryFolder();

        var passage = Passages(folder, Source(text, Selection(name, start, end)), origin: "a tool").Single();

        var body = text.Replace("&#13;", "\r", StringComparison.Ordinal);
        Assert.StartsWith(name.TrimEnd('…'), body[passage.Start..passage.End], StringComparison.Ordinal);
        Assert.Contains(body[passage.Start..passage.End], (string[])["slow and", "two slow"]);
    }

    [Theory]
    [InlineData("Sources/T.TXT", "internal://t.txt")]
    [InlineData("sources/t.txt", "t.txt")]
    [InlineData("SOURCES/my text.txt", "internal://my%20text.txt")]
    [InlineData("t.txt", "internal://t.txt")]
    [InlineData("sources/t.txt", "relative:///t.txt")]
    public void A_text_is_found_however_its_path_is_spelled(string entry, string reference)
    {
        using var folder = new TemporaryFolder();
        var path = RefiFiles.Zip(folder, "p.qdpx", ("any name.qde", RefiFiles.Project($"<TextSource guid=\"{Anna}\" plainTextPath=\"{reference}\"/>")), (entry, "\uFEFFtext"));

        var (project, report) = RefiProject.Read(path);

        Assert.Equal("text", project.Posts.Single().Body);
        Assert.Empty(report.MissingTexts);
    }

    [Fact]
    public void A_bare_project_finds_its_texts_beside_it()
    {
        using var folder = new TemporaryFolder();
        folder.Write("Sources/t.txt", "inside");
        folder.Write("u.txt", "beside");
        var path = folder.Write("p.qde", RefiFiles.Project($"<TextSource guid=\"{Anna}\" plainTextPath=\"internal://t.txt\"/><TextSource guid=\"{Ben}\" plainTextPath=\"relative:///u.txt\"/>"));

        Assert.Equal(["inside", "beside"], RefiProject.Read(path).Project.Posts.Select(post => post.Body));
    }

    [Fact]
    public void A_coding_right_under_a_source_is_of_the_whole_post()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qde", RefiFiles.Project(Source("slow", Coding(Anna))));

        var (project, report) = RefiProject.Read(path);

        Assert.Equal((1, 0, 1), (report.WholeCodings, report.PassageCodings, project.Codings.Count));
        Assert.Equal(("anna", "memory"), (project.Codings[0].Coder, Assert.Single(project.Codings[0].Codes)));
        Assert.Empty(project.Passages);
    }

    [Fact]
    public void A_guid_used_twice_is_one_place_only_for_a_region_and_its_text()
    {
        using var folder = new TemporaryFolder();
        var at = (string kind, string position) => $"<{kind} guid=\"{Ben}\" {position}>{Coding(Anna)}</{kind}>";
        var first = at("PlainTextSelection", "startPosition=\"0\" endPosition=\"4\"");
        var second = at("PlainTextSelection", "startPosition=\"9\" endPosition=\"14\"");
        var region = at("PDFSelection", "page=\"1\" firstX=\"1\" firstY=\"1\" secondX=\"2\" secondY=\"2\"");
        const string Content = "<PlainTextContent>slow and large</PlainTextContent>";
        var path = folder.Write("p.qde", RefiFiles.Project(
            $"<TextSource guid=\"{Memory}\">{Content}{first}{second}{second}</TextSource><TextSource guid=\"{Anna}\">{Content}{first}</TextSource><PDFSource guid=\"{Ben}\">{region}</PDFSource>"));

        var (project, report) = RefiProject.Read(path);

        Assert.Equal([(Memory, 0, 4), (Memory, 9, 14), (Anna, 0, 4)], project.Passages.Select(passage => (passage.PostId, passage.Start, passage.End)));
        Assert.Equal((5, 3, 3), (report.CodingElements, report.DifferentCodings, report.PassageCodings));
    }

    /// <summary>Counted with the end included, the name would be the text.</summary>
    [Fact]
    public void Names_decide_nothing_in_what_this_program_wrote()
    {
        using var folder = new TemporaryFolder();
        var passage = new Passage("a", 0, 4, "anna", "memory", Memory, "aaaaa");
        RefiProject.Write(folder.File("p.qdpx"), Project(new Post("a", "a", "", null, "", "aaaaaaaa", BodyFormat.Text)) with
        {
            Codings = [new PostCoding("a", "anna", ["memory"], null, null, "", [])],
            Passages = [passage],
        });

        Assert.Equal(passage, RefiProject.Read(folder.File("p.qdpx")).Project.Passages.Single());
    }

    [Fact]
    public void Sets_of_sources_that_become_no_posts_are_told()
    {
        using var folder = new TemporaryFolder();
        var set = (string name, string member) => $"<Set guid=\"{Guid.NewGuid()}\" name=\"{name}\"><MemberSource targetGUID=\"{member}\"/></Set>";
        var path = folder.Write("p.qde", RefiFiles.Project(Source("slow") + $"<PictureSource guid=\"{Anna}\"/>", $"<Sets>{set("texts", Memory)}{set("pictures", Anna)}</Sets>"));

        var (project, report) = RefiProject.Read(path);

        Assert.Equal(["texts"], project.Posts.Single().Tags);
        Assert.Contains(new RefiCount("sets of sources without a text", 1), report.LeftOut);
    }

    [Fact]
    public void Coders_are_kept_apart_and_their_notes_with_them()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qde", RefiFiles.Project(
            Source("slow", $"<PlainTextSelection guid=\"{Memory}\" startPosition=\"0\" endPosition=\"4\">{Coding(Anna)}{Coding(Ben)}<NoteRef targetGUID=\"{Ben}\"/></PlainTextSelection>"),
            $"<Notes><Note guid=\"{Ben}\" creatingUser=\"{{{Ben.ToUpperInvariant()}}}\"><PlainTextContent>not sure</PlainTextContent></Note><Note guid=\"{Anna}\" name=\"plan\"/></Notes>"));

        var (project, report) = RefiProject.Read(path);

        Assert.Equal([("anna", ""), ("ben", "not sure")], project.Codings.Select(coding => (coding.Coder, coding.Note)));
        Assert.Equal((2, 1), (report.NoteCount, report.NotesCarried));
        Assert.Contains(new RefiCount("notes that no coding of their writer takes", 1), report.LeftOut);
    }

    [Fact]
    public void By_passage_each_coded_range_is_a_post_of_the_thread_of_its_source()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qde", RefiFiles.Project(Source("slow and large", Selection("", 0, 4), Selection("", 9, 14, Ben), Selection("", 0, 4, Ben))));

        var project = RefiProject.Read(path, RefiUnit.Passage).Project;

        Assert.Equal(["slow", "large"], project.Posts.Select(post => post.Body));
        Assert.Equal([$"{Memory}:0-4", $"{Memory}:9-14"], project.Posts.Select(post => post.Id));
        Assert.All(project.Posts, post => Assert.Equal(Memory, post.ThreadId));
        Assert.Equal(["anna", "ben", "ben"], project.Codings.Select(coding => coding.Coder));
    }

    [Fact]
    public async Task A_model_speaks_as_a_coder_of_its_own()
    {
        using var folder = new TemporaryFolder();
        var project = Project(new Post("a", "t", "", null, "Title", "slow", BodyFormat.Text), new Post("b", "t", "", null, "", "fine", BodyFormat.Text)) with
        {
            Codings = [new PostCoding("a", "anna", [], null, null, "", [])],
        };
        Prediction[] predictions = [Predicted("a", false, "memory"), Predicted("b", true), Predicted("elsewhere", false, "memory")];
        RefiProject.Write(folder.File("p.qdpx"), await PredictedCodings.AddAsync(project, predictions.ToAsyncEnumerable(), TestContext.Current.CancellationToken));

        var back = RefiProject.Read(folder.File("p.qdpx"));

        Assert.Equal(["anna", "minilm-v1"], back.Report.Users);
        Assert.Equal([("a", "anna", ""), ("a", "minilm-v1", "memory")], back.Project.Codings.OrderBy(coding => coding.Coder, StringComparer.Ordinal).Select(coding => (coding.PostId, coding.Coder, string.Join(';', coding.Codes))));
    }

    [Fact]
    public void A_heading_that_was_used_becomes_a_code()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qde", RefiFiles.Project(Source("slow", Coding(Anna))).Replace("isCodable=\"true\"", "isCodable=\"false\"", StringComparison.Ordinal));

        var (project, report) = RefiProject.Read(path);

        Assert.True(project.Taxonomy.Codes[0].Codable);
        Assert.Equal(1, report.HeadingCount);
        Assert.Equal("Codes marked as not codable that have codings, made codable: 1.", Assert.Single(report.Remarks));
    }

    [Fact]
    public void Codes_have_the_ids_of_the_taxonomy_where_another_tool_wrote_the_project_again()
    {
        using var folder = new TemporaryFolder();
        var random = new Random(20261125);
        for (var round = 0; round < 20; round++)
        {
            var project = RandomProject(random);
            var path = folder.File($"{round}.qde");
            RefiProject.Write(path, project);
            var xml = File.ReadAllText(path);
            var instruction = xml.IndexOf("<?forum-classifier", StringComparison.Ordinal);
            File.WriteAllText(path, xml.Remove(instruction, xml.IndexOf("?>", instruction, StringComparison.Ordinal) + 2 - instruction));

            var back = RefiProject.Read(path, taxonomy: project.Taxonomy).Project;

            Assert.Equal(RefiTexts.Of(project.Taxonomy), RefiTexts.Of(back.Taxonomy));
            Assert.Equal(Given(project), Given(back));
            Assert.Equal(project.Passages.Select(passage => (passage.Code, passage.GlobalId)), back.Passages.Select(passage => (passage.Code, passage.GlobalId)));
        }
    }

    [Fact]
    public void A_code_is_found_by_its_guid_then_by_its_path_and_not_by_its_name()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qde", RefiFiles.Project(Source("slow", Coding(Anna))));
        Taxonomy With(params Code[] codes) => new("forum", 3, Assignment.Multiple, codes);
        var byGuid = With(new Code("a", "Memory", ""), new Code("b", "Renamed", "") { GlobalId = "{" + Memory.ToUpperInvariant() + "}" });
        var byPath = With(new Code("a", "Hardware", "") { Children = [new Code("b", "Memory", "")] }, new Code("c", "Memory", ""));

        Assert.Equal(["b"], RefiProject.Read(path, taxonomy: byGuid).Project.Codings.Single().Codes);
        Assert.Equal(["c"], RefiProject.Read(path, taxonomy: byPath).Project.Codings.Single().Codes);
        var error = Assert.Throws<InputException>(() => RefiProject.Read(path, taxonomy: With(byPath.Codes[0])));
        Assert.Equal(
            $"{path}: The taxonomy forum, version 3, has 1 of the codes that were given neither by guid nor by path: Memory. "
            + "Add them to the taxonomy; or import with the version that the project was exported with, and go on with 'taxonomy migrate'. Without --taxonomy the project's own codebook is taken.",
            error.Message);
    }

    [Fact]
    public void A_code_that_the_taxonomy_has_not_is_told_where_nothing_was_given_it()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("p.qde", RefiFiles.Project(Source("slow")));

        var report = RefiProject.Read(path, taxonomy: new Taxonomy("forum", 1, Assignment.Multiple, [new Code("a", "A", "")])).Report;

        Assert.Equal("Codes that the taxonomy has not and that nothing was given, left out: 1 (Memory).", Assert.Single(report.Remarks));
    }

    [Fact]
    public void The_file_does_not_depend_on_the_order_of_the_coders()
    {
        using var folder = new TemporaryFolder();
        var project = Project(new Post("a", "a", "", null, "", "slow", BodyFormat.Text), new Post("b", "b", "", null, "", "fine", BodyFormat.Text));
        PostCoding Of(string post, string coder) => new(post, coder, ["memory"], null, null, "sure", []);
        RefiProject.Write(folder.File("1.qde"), project with { Codings = [Of("a", "zoe"), Of("a", "ben"), Of("b", "anna"), Of("b", "zoe")] });
        RefiProject.Write(folder.File("2.qde"), project with { Codings = [Of("a", "ben"), Of("a", "zoe"), Of("b", "zoe"), Of("b", "anna")] });

        Assert.Equal(File.ReadAllText(folder.File("1.qde")), File.ReadAllText(folder.File("2.qde")));
        Assert.Equal(["ben", "zoe", "anna", "zoe"], RefiProject.Read(folder.File("1.qde")).Project.Codings.Select(coding => coding.Coder));
    }

    private static IEnumerable<string> Given(CodingProject project) => project.Codings
        .Where(coding => coding.Codes.Count > 0)
        .Select(coding => $"{coding.PostId}: {coding.Coder}: {string.Join(' ', coding.Codes)}")
        .Order(StringComparer.Ordinal);

    private static IReadOnlyList<Passage> Passages(TemporaryFolder folder, string source, string origin) =>
        RefiProject.Read(folder.Write("positions.qde", RefiFiles.Project(source, origin: origin))).Project.Passages;

    private static string Source(string text, params string[] selections) =>
        $"<TextSource guid=\"{Memory}\" name=\"post\"><PlainTextContent>{text}</PlainTextContent>{string.Concat(selections)}</TextSource>";

    private static string Selection(string name, int start, int end, string coder = Anna) => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"<PlainTextSelection guid=\"{Guid.NewGuid()}\" name=\"{name}\" startPosition=\"{start}\" endPosition=\"{end}\">{Coding(coder)}</PlainTextSelection>");

    private static string Coding(string coder) => $"<Coding guid=\"{Guid.NewGuid()}\" creatingUser=\"{coder}\"><CodeRef targetGUID=\"{Memory}\"/></Coding>";

    private static Prediction Predicted(string post, bool abstained, params string[] codes) => new(post, post, null, codes, abstained, [1f], false, "minilm-v1");

    private static CodingProject Project(params Post[] posts) =>
        new(new Taxonomy("forum", 1, Assignment.Multiple, [new Code("memory", "Memory", "")]), posts, [], []);

    private static CodingProject RandomProject(Random random)
    {
        var taxonomy = RandomTaxonomies.Next(random);
        var codes = taxonomy.All().Where(code => code.Codable).Select(code => code.Id).ToList();
        string[] coders = ["anna", "ben", "coder with \"quotes\" & <signs>"];
        var (posts, codings, passages) = (new List<Post>(), new List<PostCoding>(), new List<Passage>());
        for (var i = 0; i < 6; i++)
        {
            var id = random.Next(2) == 0 ? RandomTaxonomies.NextGuid(random) : FormattableString.Invariant($"post {i};\"x\"");
            var body = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(OddTexts.Next(random, 40)));
            body = RefiXmlSafe(body);
            posts.Add(new Post(id, random.Next(2) == 0 ? id : "thread", Odd(random, "author"), random.Next(2) == 0 ? null : RandomTaxonomies.NextTime(random), random.Next(3) == 0 ? "" : Odd(random, "title"), body, (BodyFormat)random.Next(4))
            {
                Category = Odd(random, ""),
                Tags = random.Next(2) == 0 ? [] : ["tag", "another tag"],
                Url = random.Next(2) == 0 ? "" : "https://forum.example/t/1",
                ReplyTo = random.Next(2) == 0 ? "" : "post 0",
            });
            foreach (var coder in coders.Where(_ => random.Next(2) == 0))
            {
                var given = codes.Where(_ => random.Next(3) == 0).ToList();
                var pending = random.Next(5) == 0 ? codes.Take(2).ToList() : [];
                codings.Add(new PostCoding(id, coder, given, random.Next(2) == 0 ? null : RandomTaxonomies.NextTime(random), random.Next(4) == 0 ? 1 : null, random.Next(3) == 0 ? Odd(random, "note") : "", pending));
                foreach (var code in given.Where(_ => random.Next(2) == 0))
                {
                    var ends = new[] { Boundary(body, random), Boundary(body, random) }.Order().ToArray();
                    passages.Add(new Passage(id, ends[0], ends[1], coder, code, RandomTaxonomies.NextGuid(random), random.Next(2) == 0 ? "" : Odd(random, "#")));
                }
            }
        }

        return new CodingProject(taxonomy, posts, codings, passages);
    }

    private static string Odd(Random random, string start) => RefiXmlSafe(start + OddTexts.Next(random));

    private static string RefiXmlSafe(string text) => text.Replace("\0", "", StringComparison.Ordinal).Replace("\u0001", "", StringComparison.Ordinal);

    private static int Boundary(string text, Random random)
    {
        var at = random.Next(text.Length + 1);
        return at > 0 && at < text.Length && char.IsSurrogatePair(text[at - 1], text[at]) ? at - 1 : at;
    }
}
