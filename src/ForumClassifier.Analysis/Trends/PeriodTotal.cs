namespace ForumClassifier.Analysis.Trends;

/// <summary>One period of a trend.</summary>
/// <param name="Number">Consecutive periods have consecutive numbers; January and the first quarter fall on multiples of 12 and 4.</param>
/// <param name="Name">Such as <c>2024-W09</c>, <c>2024-03</c>, <c>2024-Q1</c> or <c>2024</c>.</param>
/// <param name="Start">Its first day, in UTC.</param>
/// <param name="Posts">Posts counted in it.</param>
public sealed record PeriodTotal(int Number, string Name, DateOnly Start, long Posts);
