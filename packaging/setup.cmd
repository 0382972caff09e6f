@echo off
rem Called by run.cmd and test.cmd: setup.cmd LOCK [EXTRA]. Makes .venv hold the locked packages and the project.
rem .venv\set-up-LOCK holds a copy of all that the last installation depended on: an unchanged one needs no other.
setlocal
for %%I in ("%~dp0..") do set "root=%%~fI"
set "python=%root%\.venv\Scripts\python.exe"
if exist "%python%" goto have_venv
echo Making .venv
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" || (echo Miaohui needs Python 3.11 or newer, from python.org.& exit /b 1)
py -3 -m venv "%root%\.venv" || exit /b 1
:have_venv
set "stamp=%root%\.venv\set-up-%~1"
set "sources="%root%\packaging\%~1"+"%root%\pyproject.toml"+"%root%\assets\locale\zh_CN\LC_MESSAGES\miaohui.po""
copy /b /y %sources% "%stamp%.new" >nul || exit /b 1
fc /b "%stamp%" "%stamp%.new" >nul 2>nul && exit /b 0
echo Installing Python packages into .venv (the first time about 100 MB)
set "pip="%python%" -m pip install --quiet --disable-pip-version-check --no-input --no-deps"
%pip% --require-hashes -r "%root%\packaging\%~1" || exit /b 1
%pip% --no-build-isolation --editable "%root%" || exit /b 1
"%python%" "%root%\packaging\check_requirements.py" %~2 || exit /b 1
move /y "%stamp%.new" "%stamp%" >nul
exit /b 0
