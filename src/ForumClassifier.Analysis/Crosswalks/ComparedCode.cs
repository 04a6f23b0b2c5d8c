namespace ForumClassifier.Analysis.Crosswalks;

/// <summary>A code that is not compared as itself, or that the other side cannot have.</summary>
/// <param name="Side"><c>model</c> or <c>coders</c>: who has it.</param>
/// <param name="ComparedAs">Null where the other side cannot have it, so that it is not compared.</param>
/// <param name="Reason">What happened to it, such as <c>merged in version 2</c>; empty where it is only the other side's codes that changed.</param>
public sealed record ComparedCode(string Side, string Code, string? ComparedAs, string Reason);
