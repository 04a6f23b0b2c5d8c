@echo off
rem Starts ForumClassifier from its sources on Windows: builds what is out of date, then runs the program. Not tried on Windows yet.
setlocal
pushd "%~dp0"
dotnet msbuild src\ForumClassifier.Cli -restore -p:Configuration=Release -nologo -v:q -tl:off "-clp:ErrorsOnly;NoSummary" 1>&2
if errorlevel 1 (
    popd
    exit /b 1
)
popd
dotnet "%~dp0artifacts\bin\ForumClassifier.Cli\release\forum-classifier.dll" %*
exit /b %errorlevel%
