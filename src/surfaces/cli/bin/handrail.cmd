@echo off
setlocal
set ELECTRON_RUN_AS_NODE=1
if not defined HANDRAIL_NODE set HANDRAIL_NODE=node
"%HANDRAIL_NODE%" "%~dp0..\cli.js" %*
