using ForumClassifier.Corpora.Tables;

namespace ForumClassifier.Tests.Corpora.Tables;

public class ShownColumnsTests
{
    [Theory]
    [InlineData("id|Created at (UTC)|Was it solved|first.second", ": id, Created at (UTC), Was it solved, first.second")]
    [InlineData("Thread ID|größe|サイズ", ": Thread ID, größe, サイズ")]
    [InlineData("issue|opened|wording", ": issue, opened, wording")]
    [InlineData("id||body", ": id, , body")]
    [InlineData("id|What would you say is the problem?", ": id, (a text of 34 characters)")]
    [InlineData("id|one two three four five", ": id, (a text of 23 characters)")]
    [InlineData("body|no. not here|why: because|word.", ": body, (a text of 12 characters), (a text of 12 characters), (a text of 5 characters)")]
    public void Names_of_columns_are_shown(string names, string shown) => Assert.Equal(shown, ShownColumns.Of(names.Split('|')));

    [Theory]
    [InlineData("17|Training is slow|bug")]
    [InlineData("Training is slow|bug")]
    [InlineData("Help!|bug")]
    [InlineData("17|Help|text")]           // a usual name, but an id as well
    [InlineData("2024-01-02|help|body")]
    [InlineData("<p>slow</p>")]
    public void Fields_of_a_post_are_not(string fields)
    {
        var names = fields.Split('|');

        Assert.Equal($" {names.Length}, not shown because they do not look like names of columns (is there a header?)", ShownColumns.Of(names));
        Assert.All(names, name => Assert.Equal($"(a text of {name.Length} characters)", ShownColumns.One(name, names)));
    }
}
