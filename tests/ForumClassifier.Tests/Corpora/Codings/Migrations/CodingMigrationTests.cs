using ForumClassifier.Core.Codings;
using ForumClassifier.Core.Posts;
using ForumClassifier.Corpora.Codings;
using ForumClassifier.Corpora.Codings.Migrations;
using ForumClassifier.Tests.Core.Codings.Changes;

namespace ForumClassifier.Tests.Corpora.Codings.Migrations;

public class CodingMigrationTests
{
    private static readonly Taxonomy Newest = new("forum", 3, Assignment.Multiple, [.. ((string[])["speed", "memory", "missing-docs", "wrong-docs", "licence", "new"]).Select(id => new Code(id, id, ""))])
    {
        Changes =
        [
            Change(2, ChangeKind.Add, ["new"], []),
            Change(2, ChangeKind.Merge, ["slow-training", "speed"], ["speed"]),
            Change(3, ChangeKind.Split, ["docs"], ["missing-docs", "wrong-docs"]),
            Change(3, ChangeKind.Redefine, ["licence"], []),
            Change(3, ChangeKind.Retire, ["off-topic"], []),
        ],
    };

    [Theory]
    [InlineData("memory", "", "memory", "", "")]
    [InlineData("slow-training;speed", "", "speed", "", "")]
    [InlineData("docs;memory", "", "memory", "missing-docs;wrong-docs", "docs>missing-docs;wrong-docs")]
    [InlineData("docs", "", "", "missing-docs;wrong-docs", "docs>missing-docs;wrong-docs")]
    [InlineData("licence", "", "licence", "", "licence>licence")]
    [InlineData("off-topic;memory", "", "memory", "", "off-topic>")]
    [InlineData("off-topic;docs", "", "", "missing-docs;wrong-docs", "off-topic>|docs>missing-docs;wrong-docs")]
    [InlineData("off-topic", "", null, null, "off-topic>")]
    [InlineData("", "", "", "", "")]
    [InlineData("", "docs;off-topic", "", "missing-docs;wrong-docs", ">missing-docs;wrong-docs")]
    [InlineData("", "off-topic", null, null, ">")]
    [InlineData("speed", "slow-training;memory", "speed", "memory", ">speed;memory")]
    public void Each_change_does_to_a_coding_what_it_should(string codes, string pending, string? newCodes, string? newPending, string recodes)
    {
        var coding = new PostCoding("p", "c", Ids(codes), DateTimeOffset.UnixEpoch, 1, "a note", Ids(pending));

        var migration = CodingMigration.Of("data", Project([coding], []), 1, Newest);

        PostCoding[] expected = newCodes is null ? [] : [coding with { Codes = Ids(newCodes), Pending = Ids(newPending ?? ""), TaxonomyVersion = 3 }];
        Assert.Equivalent(expected, migration.Project.Codings, strict: true);
        Assert.Equal(newCodes is null ? [coding] : [], migration.NotWritten);
        Assert.Equal(recodes, string.Join('|', migration.Recodes.Select(recode => $"{recode.OldCode}>{string.Join(';', recode.Candidates)}")));
        Assert.Equal(newPending?.Length > 0 ? 1 : 0, migration.Waiting);
    }

    [Fact]
    public void Each_coding_is_carried_over_from_its_own_version()
    {
        var migration = CodingMigration.Of("data", Project([Coding("p", "a", 3, "licence"), Coding("p", "b", 2, "licence"), Coding("p", "c", null, "licence")], []), 3, Newest);

        Assert.Equal(["b"], migration.Recodes.Select(recode => recode.Coder));
        Assert.All(migration.Project.Codings, coding => Assert.Equal(3, coding.TaxonomyVersion));
    }

    [Fact]
    public void Passages_are_carried_over_or_listed()
    {
        Passage[] passages = [.. ((string[])["slow-training", "docs", "licence", "off-topic"]).Select((code, i) => new Passage("p", i, i + 1, "c", code, "", ""))];

        var migration = CodingMigration.Of("data", Project([], passages), 1, Newest);

        Assert.Equal(["speed", "licence"], migration.Project.Passages.Select(passage => passage.Code));
        Assert.Equal(["docs>missing-docs;wrong-docs", "licence>licence", "off-topic>"], migration.PassageRecodes.Select(recode => $"{recode.Passage.Code}>{string.Join(';', recode.Candidates)}"));
    }

    [Fact]
    public void Codings_of_versions_and_codes_that_were_not_are_refused()
    {
        var error = Assert.Throws<LabelledDataException>(() => CodingMigration.Of("data", Project([Coding("p", "a", 4, "memory"), Coding("p", "b", 2, "slow-training"), Coding("p", "c", 1, "new")], []), 1, Newest));

        Assert.Equal($"""
            data cannot be used as labelled data:
              {Path.Combine("data", "codings.csv")}: post 'p', coder 'a': The coding is of version 4 of the taxonomy, which is at version 3; name the newest taxonomy.
              {Path.Combine("data", "codings.csv")}: post 'p', coder 'b': Version 2 of the taxonomy had no code 'slow-training', says the ledger; correct the version of the coding, or the ledger.
              {Path.Combine("data", "codings.csv")}: post 'p', coder 'c': Version 1 of the taxonomy had no code 'new', says the ledger; correct the version of the coding, or the ledger.
            """, error.Message);
    }

    [Fact]
    public void No_coding_and_no_code_is_lost()
    {
        var random = new Random(9);
        for (var i = 0; i < 200; i++)
        {
            var versions = MadeTaxonomies.Next(random, 5);
            var old = MadeProject(random, versions[random.Next(5)]);

            var migration = CodingMigration.Of("data", old, 1, versions[4]);

            Assert.Equal(Keys(old.Codings), Keys(migration.Project.Codings.Concat(migration.NotWritten)));
            Assert.Subset(Keys(migration.Recodes.Select(recode => Coding(recode.PostId, recode.Coder, 1, ""))), Keys(migration.NotWritten));
            foreach (var coding in old.Codings)
            {
                var carried = migration.Project.Codings.FirstOrDefault(other => other.PostId == coding.PostId && other.Coder == coding.Coder);
                var looked = migration.Recodes.Where(recode => recode.PostId == coding.PostId && recode.Coder == coding.Coder).ToList();
                Assert.True(carried is null || carried.Codes.Count + carried.Pending.Count > 0 || coding.Codes.Count == 0); // never "none of them"
                var changed = versions[4].Changes.Where(change => change.Version > coding.TaxonomyVersion && change.Kind is ChangeKind.Merge or ChangeKind.Split or ChangeKind.Retire).SelectMany(change => change.Codes).ToList();
                Assert.All(coding.Codes, code => Assert.True(carried?.Codes.Contains(code) == true || looked.Any(recode => recode.OldCode == code) || changed.Contains(code)));
                Assert.All(looked.SelectMany(recode => recode.Candidates), candidate => Assert.Contains(candidate, carried!.Codes.Concat(carried.Pending))); // there are candidates, so it is written
            }
        }
    }

    [Fact]
    public void Carrying_over_in_two_steps_equals_one()
    {
        var random = new Random(10);
        for (var i = 0; i < 200; i++)
        {
            var versions = MadeTaxonomies.Next(random, 5);
            var old = MadeProject(random, versions[0]);

            var middle = CodingMigration.Of("data", old, 1, versions[2]);
            var two = CodingMigration.Of("data", middle.Project, 3, versions[4]);
            var one = CodingMigration.Of("data", old, 1, versions[4]);

            Assert.Equal(Shown(one.Project.Codings), Shown(two.Project.Codings));
            Assert.Equal(Keys(one.NotWritten), Keys(middle.NotWritten.Concat(two.NotWritten)));
        }
    }

    private static CodingProject MadeProject(Random random, Taxonomy taxonomy)
    {
        string[] ids = [.. taxonomy.All().Select(code => code.Id)];
        return Project([.. Enumerable.Range(0, 30).Select(post => Coding(FormattableString.Invariant($"{post}"), "c", taxonomy.Version, string.Join(';', ids.Where(_ => random.Next(4) == 0))))], []);
    }

    private static IEnumerable<string> Shown(IEnumerable<PostCoding> codings) =>
        codings.Select(coding => $"{coding.PostId}: {string.Join(';', coding.Codes.Order(StringComparer.Ordinal))} ({string.Join(';', coding.Pending.Order(StringComparer.Ordinal))})");

    private static HashSet<string> Keys(IEnumerable<PostCoding> codings) => [.. codings.Select(coding => $"{coding.PostId} {coding.Coder}")];

    private static PostCoding Coding(string post, string coder, int? version, string codes) => new(post, coder, Ids(codes), null, version, "", []);

    private static CodingProject Project(PostCoding[] codings, Passage[] passages) =>
        new(Newest, [new Post("p", "p", "", null, "", "some text", BodyFormat.Text)], codings, passages);

    private static string[] Ids(string cell) => cell.Split(';', StringSplitOptions.RemoveEmptyEntries);

    private static TaxonomyChange Change(int version, ChangeKind kind, string[] codes, string[] into) => new(version, kind, codes, into, null, null, "");
}
