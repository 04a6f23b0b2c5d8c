using ForumClassifier.Benchmarks;

return args switch
{
    ["compare-models", var labeledData, .. var rest] => await CompareModels.RunAsync(labeledData, rest),
    ["compare-warm-start", var folder, var project, .. var rest] => await CompareWarmStart.RunAsync(folder, project, rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- compare-models LABELED-DATA [EPOCHS LEARNING-RATE]
               dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- compare-warm-start NLBSE24-FOLDER PROJECT [COLD-EPOCHS WARM-EPOCHS MAX-TOKENS]
        """);
    return 2;
}
