using ForumClassifier.Corpora.Selection;

namespace ForumClassifier.Tests.Corpora.Selection;

public sealed class PostConditionTests
{
    [Theory]
    [InlineData("score >= 3", "score", ">=", "3")]
    [InlineData("score>=3", "score", ">=", "3")]
    [InlineData("my column != a = b ", "my column", "!=", "a = b")]
    [InlineData("title contains how to < start", "title", "contains", "how to < start")]
    [InlineData("author =", "author", "=", "")]
    [InlineData("a contains", "a", "contains", "")]
    [InlineData("contains contains contains", "contains", "contains", "contains")]
    public void A_condition_is_a_column_an_operator_and_a_value(string text, string column, string @operator, string value) =>
        Assert.Equal(new PostCondition(column, @operator, value), PostCondition.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("score")]
    [InlineData("score is 3")]
    [InlineData("= 3")]
    [InlineData(" < 3")]
    [InlineData("title containsx")]
    public void Other_texts_are_none(string text) => Assert.Null(PostCondition.Parse(text));

    [Theory]
    [InlineData("created_at >= 2024-01-01", false)]
    [InlineData("created_at < 2024-01-01T10:00+02:00", false)]
    [InlineData("created_at < 1704067200", false)]
    [InlineData("created_at >= 2024", false)]
    [InlineData("created_at >= 2024-03", false)]
    [InlineData("created_at = ", false)]
    [InlineData("created_at contains -12-24", false)]
    [InlineData("week < 01/02/2024", false)]
    [InlineData("created_at >= 01/02/2024", true)] // letter by letter it would be smaller than every time
    [InlineData("created_at >= 2024-13", true)]
    [InlineData("created_at < 2023-02-30", true)]
    [InlineData("created_at <= yesterday", true)]
    [InlineData("created_at > ", true)]
    public void Order_of_times_asks_for_a_time(string condition, bool asksForNone) => Assert.Equal(asksForNone, PostCondition.Parse(condition)!.AsksForNoTime); // all are conditions

    [Theory]
    [InlineData("body contains", true)]
    [InlineData("score > ", true)]
    [InlineData("created_at > ", false)] // which asks for a time
    [InlineData("author =", false)]
    [InlineData("author != ", false)]
    [InlineData("body contains x", false)]
    public void Only_equality_may_ask_for_an_empty_cell(string condition, bool asksForNothing) => Assert.Equal(asksForNothing, PostCondition.Parse(condition)!.AsksForNothing); // all are conditions

    [Theory]
    [InlineData("n < 10", "9", true)]
    [InlineData("n < 10", "9.5e0", true)]
    [InlineData("n = 1.0", "1", true)]
    [InlineData("n = 9007199254740993", "9007199254740992", false)]
    [InlineData("n < 10", "9 lives", false)] // as text
    [InlineData("t >= 2024-03-04", "2024-03-04T00:30:00+01:00", false)]
    [InlineData("t >= 2024-03-04", "2024-03-04 00:00", true)]
    [InlineData("t < 2024-01-01", "1700000000", true)]
    [InlineData("t < 2024-01-01", "", false)]
    [InlineData("t >= 2024-01-01", null, false)]
    [InlineData("a = ", null, true)]
    [InlineData("a != x", null, true)]
    [InlineData("a = Ann", "ann", false)]
    [InlineData("a < b", "B", true)] // ordinal
    [InlineData("a contains rash", "a crash", true)]
    [InlineData("a contains Rash", "a crash", false)]
    public void It_compares_numbers_times_or_ordinal_text(string condition, string? text, bool holds) => Assert.Equal(holds, PostCondition.Parse(condition)!.Holds(text)); // all are conditions
}
