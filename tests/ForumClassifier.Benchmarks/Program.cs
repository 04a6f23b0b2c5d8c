using ForumClassifier.Benchmarks;

return args switch
{
    ["compare-models", var labeledData, .. var rest] => await CompareModels.RunAsync(labeledData, rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("Usage: dotnet run -c Release --project tests/ForumClassifier.Benchmarks -- compare-models LABELED-DATA [EPOCHS LEARNING-RATE]");
    return 2;
}
